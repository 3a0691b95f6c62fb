import { resolve } from 'node:path';

/**
 * The command line for Electron.
 * @param {object} launch
 * @param {string} launch.appFolder
 * @param {readonly string[]} launch.named what the user typed: libraries, and flags that start with a dash
 * @param {string} launch.folder the folder the user typed it in
 * @param {boolean} launch.asRoot
 * @param {'own' | 'wayland' | 'virtual'} launch.display
 * @returns {string[]}
 */
export function launchArguments({ appFolder, named, folder, asRoot, display }) {
  const flags = [
    // Chromium's sandbox refuses to run for root.
    ...(asRoot ? ['--no-sandbox'] : []),
    // A virtual display has no graphics card to try.
    ...(display === 'virtual' ? ['--disable-gpu'] : []),
    ...(display === 'wayland' ? ['--ozone-platform-hint=auto'] : []),
  ];
  return [...flags, appFolder, ...named.map((name) => (name.startsWith('-') ? name : resolve(folder, name)))];
}

/**
 * Where the window will open.
 * @param {NodeJS.ProcessEnv} env
 * @returns {'own' | 'wayland' | 'virtual'}
 */
export function displayKind(env) {
  if (env.DISPLAY) return 'own';
  return env.WAYLAND_DISPLAY ? 'wayland' : 'virtual';
}

import { createInterface } from 'node:readline';

/** What Chromium writes to stderr on machines without a desktop and that means nothing to the reader. */
const harmless = [
  /ERROR:(dbus\/)?(bus|object_proxy)\.cc/,
  /ERROR:(components\/viz\/service\/main\/)?viz_main_impl\.cc.*Exiting GPU process/,
  /ERROR:.*(gbm_|gl_|egl_|vaapi_|dri3|angle_).*/i,
  /ERROR:command_buffer_proxy_impl\.cc.*kTransientFailure/,
  /libEGL warning|MESA-LOADER|failed to load driver/,
  /WARNING:.*(gpu|vulkan|sandbox_linux)/i,
];

/**
 * True for a line of Chromium's that can be left out without losing anything.
 * @param {string} line
 * @returns {boolean}
 */
export function isHarmlessNoise(line) {
  return harmless.some((pattern) => pattern.test(line));
}

/**
 * True for what Chromium says when it cannot open a window on the display it was given.
 * @param {string} line
 * @returns {boolean}
 */
export function isDisplayRefusal(line) {
  return /Missing X server or \$DISPLAY|Failed to connect to Wayland display/.test(line);
}

/**
 * Passes a process's stderr on to ours, line by line, without the harmless noise.
 * @param {import('node:stream').Readable} stream
 * @returns {() => boolean} true once the process said that it cannot use the display
 */
export function forwardErrors(stream) {
  let refused = false;
  createInterface({ input: stream }).on('line', (line) => {
    refused ||= isDisplayRefusal(line);
    if (!isHarmlessNoise(line)) process.stderr.write(`${line}\n`);
  });
  return () => refused;
}

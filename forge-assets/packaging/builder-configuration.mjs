import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../setup/repository.mjs';
import { desktopEntry } from './desktop-entry.mjs';

const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512];

/**
 * What electron-builder makes of `dist/`: https://www.electron.build/configuration
 * @param {object} variant
 * @param {string} variant.electronVersion of `node_modules/electron/dist`
 * @param {string} variant.output folder, relative to the repository
 * @param {boolean} variant.inspectable lets Node's inspector in, for tests: the only difference
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfiguration({ electronVersion, output, inspectable }) {
  return {
    appId: 'org.dlscope.dlscope',
    productName: 'dlscope',
    copyright: 'MIT licence, the dlscope authors',
    electronVersion,
    // The Electron that the set-up put in place: nothing is downloaded.
    electronDist: inRepository('node_modules/electron/dist'),
    directories: { output: inRepository(output), buildResources: inRepository('forge-assets/packaging') },
    files: ['dist/**', '!dist/**/*.map', '!dist/.*', 'package.json', 'LICENSE', ...withoutKoffiSources],
    // dlopen needs koffi's binary as a real file.
    asarUnpack: ['node_modules/koffi/**', 'node_modules/@koromix/**'],
    extraResources: [
      { from: 'native-samples/shared_sum.cpp', to: 'sample/shared_sum.cpp' },
      { from: 'native-samples/build/libctest.so', to: 'sample/libctest.so' },
      { from: 'forge-assets/icons/256x256.png', to: 'icon.png' },
    ],
    extraFiles: menuFiles,
    // The window speaks English; the other texts of Chromium's are never shown.
    electronLanguages: ['en-US'],
    npmRebuild: false,
    publish: null,
    electronFuses: releaseFuses(inspectable),
    // Electron's own welcome application; the program never shows it.
    afterPack: ({ appOutDir }) => rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true }),
    linux: linuxDesktop,
    deb: { depends: debianDepends, priority: 'optional' },
  };
}

/** koffi comes with the manual and the C++ sources of its native half, beside the JavaScript it runs. */
const withoutKoffiSources = [
  '!node_modules/koffi/{doc,vendor,lib}/**',
  '!node_modules/koffi/cnoke.cjs',
  '!node_modules/koffi/src/**/*.{S,asm,cc,def,hh,inc,txt}',
];

/**`);

/** The unpacked folder and the tar.gz have no installer: they bring menu entry and icons, and a script that adds them. */
const menuFiles = [
  { from: 'forge-assets/packaging/add-to-menu.sh', to: 'add-to-menu.sh' },
  { from: 'forge-assets/packaging/dlscope.desktop', to: 'share/applications/dlscope.desktop' },
  ...iconSizes.map((size) => ({
    from: `forge-assets/icons/${size}x${size}.png`,
    to: `share/icons/hicolor/${size}x${size}/apps/dlscope.png`,
  })),
];

/** For deb and AppImage, where electron-builder writes Exec and Icon itself. */
function menuEntry() {
  const {
    Exec: _exec,
    Icon: _icon,
    ...rest
  } = desktopEntry(readFileSync(inRepository('forge-assets/packaging/dlscope.desktop'), 'utf8'));
  return rest;
}

/**
 * @param {boolean} inspectable
 * @returns {NonNullable<import('electron-builder').Configuration['electronFuses']>}
 */
function releaseFuses(inspectable) {
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: inspectable,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
    loadBrowserProcessSpecificV8Snapshot: false,
    // There are no cookies; encrypting them would ask the desktop's key ring for its password.
    enableCookieEncryption: false,
  };
}

/** @type {import('electron-builder').LinuxConfiguration} */
const linuxDesktop = {
  executableName: 'dlscope',
  icon: inRepository('forge-assets/icons'),
  category: 'Development',
  synopsis: 'Inspect, call and hot-reload shared libraries',
  description:
    'Opens a shared library, lists and calls its functions, and swaps in each new build while you watch.',
  maintainer: 'The dlscope authors <dlscope@localhost>',
  mimeTypes: ['application/x-sharedlib'],
  desktop: { entry: menuEntry() },
};

const debianDepends = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxtst6',
  'xdg-utils',
];

import path from 'node:path';
import { app } from 'electron';

/** Where the program's own files lie: beside this bundle, the same in the repository and in the package. */
const builtFolder = import.meta.dirname;

export const builtFiles = {
  page: path.join(builtFolder, 'page'),
  preload: path.join(builtFolder, 'preload.cjs'),
  runner: path.join(builtFolder, 'runner.js'),
  reader: path.join(builtFolder, 'reader.js'),
} as const;

/** The window's icon: beside the program when packaged, in the repository else. */
export function iconFile(): string {
  return app.isPackaged
    ? path.join(process.resourcesPath, 'icon.png')
    : path.join(app.getAppPath(), 'forge-assets/icons/256x256.png');
}

/** The sample as it was delivered. */
export function deliveredSample(): { readonly source: string; readonly library: string } {
  return app.isPackaged
    ? {
        source: path.join(process.resourcesPath, 'sample/shared_sum.cpp'),
        library: path.join(process.resourcesPath, 'sample/libctest.so'),
      }
    : {
        source: path.join(app.getAppPath(), 'native-samples/shared_sum.cpp'),
        library: path.join(app.getAppPath(), 'native-samples/build/libctest.so'),
      };
}

/** Where a packaged sample is copied to, so that its user can edit and build it; null where it is used as it lies. */
export function sampleCopyFolder(): string | null {
  return app.isPackaged ? path.join(app.getPath('userData'), 'sample') : null;
}

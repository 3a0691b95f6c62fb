import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Removes shared chunks of earlier builds from `outDir/chunks`, after the new ones are in place. */
export function removeStaleChunks(outDir: string): Plugin {
  return {
    name: 'dlscope:remove-stale-chunks',
    writeBundle(_options, bundle) {
      const folder = join(outDir, 'chunks');
      if (!existsSync(folder)) return;
      for (const name of readdirSync(folder)) {
        if (!bundle[`chunks/${name}`]) rmSync(join(folder, name), { force: true });
      }
    },
  };
}

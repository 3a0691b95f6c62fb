import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const interpreterLine = '#!/usr/bin/env node\n';

/** Makes the built file `fileName` startable by its name: the interpreter line first, mode 0755. */
export function executableCommand(fileName: string): Plugin {
  return {
    name: 'dlscope:executable-command',
    generateBundle(_options, bundle) {
      const chunk = bundle[fileName];
      if (chunk?.type === 'chunk' && !chunk.code.startsWith('#!')) chunk.code = interpreterLine + chunk.code;
    },
    writeBundle(options, bundle) {
      if (bundle[fileName] && options.dir) chmodSync(join(options.dir, fileName), 0o755);
    },
  };
}

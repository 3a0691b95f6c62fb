import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { repositoryRoot } from './folders.ts';

/** WebAssembly that the reader loads by bytes: it cannot be part of a script. Each comes with its licence. */
const packages = [
  ['web-tree-sitter', 'web-tree-sitter.wasm'],
  ['tree-sitter-c', 'tree-sitter-c.wasm'],
] as const;

/** Puts the parser of C and its grammar into `outDir/grammars`, where `electron/header/grammar.ts` looks. */
export function copyGrammars(outDir: string): Plugin {
  return {
    name: 'dlscope:copy-grammars',
    writeBundle() {
      const folder = join(outDir, 'grammars');
      mkdirSync(folder, { recursive: true });
      for (const [name, file] of packages) {
        const from = join(repositoryRoot, 'node_modules', name);
        copyFileSync(join(from, file), join(folder, file));
        copyFileSync(join(from, 'LICENSE'), join(folder, `${name}.LICENSE`));
      }
    },
  };
}

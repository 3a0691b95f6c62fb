import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { buildEntries } from '../setup/build-entries.mjs';
import { copyGrammars } from './copy-grammars.ts';
import { executableCommand } from './executable-command.ts';
import { nodeTarget, repositoryRoot } from './folders.ts';
import { removeStaleChunks } from './remove-stale-chunks.ts';

const present = Object.entries(buildEntries.node).filter(([, file]) =>
  existsSync(join(repositoryRoot, file)),
);
const outDir = join(repositoryRoot, 'dist');

/** Builds what runs on Node (main, reader, runner, command line) into `dist/*.js` with shared chunks. */
export default defineConfig({
  root: repositoryRoot,
  publicDir: false,
  plugins: [executableCommand('cli.js'), removeStaleChunks(outDir), copyGrammars(outDir)],
  ssr: { noExternal: true, external: ['electron', 'koffi'], target: 'node' },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    target: nodeTarget,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: Object.fromEntries(present.map(([name, file]) => [name, join(repositoryRoot, file)])),
      // tree-sitter's loader has it for code inside of grammars, which ours do not have.
      onLog: (level, log, otherwise) => {
        if (log.code !== 'EVAL' || log.id?.includes('/web-tree-sitter/') !== true) otherwise(level, log);
      },
      output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
});

import { join } from 'node:path';
import { defineConfig } from 'vite';
import { buildEntries } from '../setup/build-entries.mjs';
import { nodeTarget, repositoryRoot } from './folders.ts';

/** Builds the preload as one CommonJS file: a sandboxed preload can require nothing but `electron`. */
export default defineConfig({
  root: repositoryRoot,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'], target: 'node' },
  build: {
    ssr: true,
    outDir: join(repositoryRoot, 'dist'),
    emptyOutDir: false,
    target: nodeTarget,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: join(repositoryRoot, buildEntries.preload.preload),
      output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
    },
  },
});

import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pageTarget, repositoryRoot } from './folders.ts';

/**
 * React's compiler: what a component draws from values that are the same as before is not drawn again. Components that
 * use the virtual list are left as they are written, since that list changes what it once returned.
 */
const compiler = true;

/** Builds the window's page into `dist/page`; nothing inline, so that the strict content policy holds. */
export default defineConfig({
  root: join(repositoryRoot, 'renderer'),
  base: './',
  plugins: [react({ compiler })],
  build: {
    outDir: join(repositoryRoot, 'dist/page'),
    emptyOutDir: true,
    target: pageTarget,
    modulePreload: { polyfill: false },
    // `data:` addresses are refused by the content policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});

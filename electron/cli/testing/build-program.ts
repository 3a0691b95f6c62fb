import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The command line built from the present sources, laid out as in `dist/`. */
export interface BuiltProgram {
  /** Path of `cli.js`. */
  readonly cli: string;
  remove(): Promise<void>;
}

/** Builds the command line and the processes it starts in a folder of their own, beside the packages they need. */
export async function buildProgram(): Promise<BuiltProgram> {
  const folder = await mkdtemp(join(root, 'node_modules/.cli-for-tests-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: true,
      outDir: join(folder, 'dist'),
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: {
          cli: join(root, 'electron/cli/cli.ts'),
          reader: join(root, 'electron/reader/entry.ts'),
          runner: join(root, 'electron/runner/entry.ts'),
        },
        output: { format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  await copyFile(join(root, 'package.json'), join(folder, 'package.json'));
  return { cli: join(folder, 'dist/cli.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}

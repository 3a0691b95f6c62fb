import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sourceFolders = ['electron/runner', 'electron/contract', 'electron/ctypes'];

/** A runner built from the present sources, for tests that start it. */
export interface BuiltRunner {
  readonly path: string;
  remove(): Promise<void>;
}

/** Takes `dist/runner.js` when it is newer than its sources, and builds one beside the packages it needs otherwise. */
export async function buildRunnerForTests(): Promise<BuiltRunner> {
  const built = join(root, 'dist/runner.js');
  if (existsSync(built) && statSync(built).mtimeMs > newestSourceTime()) {
    return { path: built, remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(root, 'node_modules/.runner-for-tests-'));
  const { build } = await import('vite');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { runner: join(root, 'electron/runner/entry.ts') },
        output: { format: 'esm', entryFileNames: '[name].mjs' },
      },
    },
  });
  return { path: join(folder, 'runner.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}

function newestSourceTime(): number {
  const files = sourceFolders.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  return Math.max(...files.map((file) => statSync(file).mtimeMs));
}

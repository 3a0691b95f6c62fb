import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyGrammars } from './copy-grammars.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;

/** Built like the reader: one script and its chunks, the grammar beside them. */
beforeAll(async () => {
  folder = await mkdtemp(join(root, 'node_modules/.grammar-for-tests-'));
  const entry = join(folder, 'entry.ts');
  await writeFile(
    entry,
    `import { loadCParser } from ${JSON.stringify(join(root, 'electron/header/grammar.ts'))};
     loadCParser().then((parser) => console.log(parser.parse('int add(int a, int b);')?.children[0]?.type));`,
  );
  const { build } = await import('vite');
  const outDir = join(folder, 'dist');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    plugins: [copyGrammars(outDir)],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir,
      target: 'node20',
      rolldownOptions: {
        input: { entry },
        output: { format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a built program finds the parser beside itself', () => {
  expect(existsSync(join(folder, 'dist/grammars/tree-sitter-c.LICENSE'))).toBe(true);
  // In a folder from which no package can be found.
  const moved = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
  execFileSync('cp', ['-r', join(folder, 'dist'), moved]);
  const output = execFileSync(process.execPath, [join(moved, 'dist/entry.mjs')], { encoding: 'utf8' });
  execFileSync('rm', ['-r', moved]);
  expect(output.trim()).toBe('declaration');
});

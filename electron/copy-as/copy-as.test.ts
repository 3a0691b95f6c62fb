import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CopyKind } from './copied-call.ts';
import { copyAs } from './copy-as.ts';
import { type CopiedCase, cases } from './testing/cases.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
/** Beside the packages that the copied module imports. */
let moduleFolder: string;
let libraryPath: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "dlscope copy 'as' é-"));
  moduleFolder = await mkdtemp(path.join(root, 'node_modules/.copy-as-for-tests-'));
  libraryPath = path.join(folder, 'lib called.so');
  const source = path.join(import.meta.dirname, 'testing/called.c');
  await run('gcc', ['-g', '-shared', '-fPIC', '-o', libraryPath, source]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(moduleFolder, { recursive: true, force: true });
});

function copied(kind: CopyKind, { call }: CopiedCase): string {
  const text = copyAs(kind, { ...call, libraryPath });
  if (!text.ok) throw new Error(text.failure.message);
  return text.value;
}

let programs = 0;
async function runC(text: string): Promise<string> {
  programs += 1;
  const source = path.join(folder, `call${programs}.c`);
  const program = path.join(folder, `call${programs}`);
  await writeFile(source, text);
  await run('gcc', ['-Wall', '-Werror', source, '-o', program, '-ldl']);
  return (await run(program)).stdout;
}

async function runScript(command: string, file: string, text: string): Promise<string> {
  await writeFile(file, text);
  return (await run(command, [file])).stdout;
}

const runners: Readonly<Record<Exclude<CopyKind, 'dlscope'>, (text: string) => Promise<string>>> = {
  c: runC,
  python: (text) => runScript('python3', path.join(folder, 'call.py'), text),
  koffi: (text) => runScript(process.execPath, path.join(moduleFolder, 'call.mjs'), text),
  gdb: async (text) => {
    const { stdout, stderr } = await run('sh', ['-c', text]);
    return stdout + stderr;
  },
};

describe.each(['c', 'python', 'koffi', 'gdb'] as const)('copied as %s', (kind) => {
  test.each(cases.map((item) => [`${item.call.symbol}: ${item.name}`, item] as const))(
    '%s',
    async (_name, item) => {
      const expected = item[kind];
      if (expected === null) {
        expect(copyAs(kind, { ...item.call, libraryPath })).toMatchObject({
          ok: false,
          failure: { code: 'bad-argument' },
        });
        return;
      }
      const text = copied(kind, item);
      const printed = await runners[kind](text).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${text}`);
      });
      expect(printed, text).toMatch(expected);
    },
  );
});

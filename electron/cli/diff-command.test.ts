import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { runCli } from './testing/cli-runs.ts';

const oldSource = `
  struct point { int x; int y; };
  int norm(struct point *p) { return p->x; }
  int add(int a, int b) { return a + b; }
  int gone(void) { return 1; }`;
const newSource = `
  struct point { int x; int y; int z; };
  int norm(struct point *p) { return p->x; }
  long add(int a, int b) { return a + b; }
  int fresh(void) { return 1; }`;

const documentSchema = z.strictObject({
  a: z.strictObject({ library: z.string(), build: z.string().min(1) }),
  b: z.strictObject({ library: z.string(), build: z.string().min(1) }),
  summary: z.strictObject({ breaking: z.number(), risky: z.number(), compatible: z.number() }),
  changes: z.array(
    z.strictObject({
      kind: z.string(),
      severity: z.enum(['breaking', 'risky', 'compatible']),
      subject: z.string(),
      symbols: z.array(z.string()),
      symbolCount: z.number(),
      sentence: z.string(),
      sides: z.strictObject({ before: z.string(), after: z.string() }).nullable(),
    }),
  ),
});

let program: BuiltProgram;
let folder: string;
let before: string;
let after: string;

beforeAll(async () => {
  program = await buildProgram();
  folder = mkdtempSync(join(tmpdir(), 'dlscope-diff-'));
  before = build('old', oldSource, '-g');
  after = build('new', newSource, '-g');
});

afterAll(async () => {
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});

function build(name: string, source: string, ...flags: readonly string[]): string {
  const library = join(folder, `${name}.so`);
  writeFileSync(join(folder, `${name}.c`), source);
  execFileSync('gcc', ['-w', '-fPIC', '-shared', ...flags, join(folder, `${name}.c`), '-o', library]);
  return library;
}

describe('diff', () => {
  test('tells people what changed, the worst first', async () => {
    const run = await runCli(program.cli, ['diff', before, after]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toBe(
      [
        `${before} → ${after}: 5 changes: 2 breaking, 1 risky, 2 compatible.`,
        '',
        'Breaking:',
        '  `add` returns long now, was int.',
        '  The function `gone` is gone.',
        '',
        'Risky:',
        '  `struct point` grew from 8 to 12 bytes: z was added at 8; reached through pointers by `norm`.',
        '',
        'Compatible:',
        '  The code of `add` changed.',
        '  The function `fresh` is new.',
        '',
      ].join('\n'),
    );
  });

  test('gives scripts one document, the same each time', async () => {
    const args = ['diff', before, after, '--json'];
    const [run, again] = await Promise.all([runCli(program.cli, args), runCli(program.cli, args)]);
    const document = documentSchema.parse(JSON.parse(run.stdout));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toBe(run.stdout);
    expect([document.a.library, document.b.library]).toEqual([before, after]);
    expect(document.a.build).not.toBe(document.b.build);
    expect(document.summary).toEqual({ breaking: 2, risky: 1, compatible: 2 });
    expect(document.changes.map(({ kind, symbols }) => [kind, ...symbols])).toEqual([
      ['prototype-changed', 'add'],
      ['export-removed', 'gone'],
      ['layout-changed', 'norm'],
      ['code-changed', 'add'],
      ['export-added', 'fresh'],
    ]);
    const layout = document.changes.find(({ kind }) => kind === 'layout-changed');
    expect(layout?.sides).toEqual({
      before: '0: int x\n4: int y\n8 bytes, alignment 4',
      after: '0: int x\n4: int y\n8: int z\n12 bytes, alignment 4',
    });
    expect(document.changes[0]?.sides).toEqual({
      before: 'int add(int a, int b)',
      after: 'long add(int a, int b)',
    });
  });

  test('says so when nothing changed', async () => {
    const run = await runCli(program.cli, ['diff', before, before]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toBe(`${before} → ${before}: nothing changed that programs could notice.\n`);
  });

  test('notes what could not be compared', async () => {
    const bare = build('bare', newSource);
    const run = await runCli(program.cli, ['diff', before, bare]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('The function `gone` is gone.');
    expect(run.stderr).toBe(
      'Note: The new build has no debug information: prototypes and layouts were not compared.\n',
    );
  });

  test('ends with 6 when either file is no library, with 2 when one is missing from the line', async () => {
    for (const args of [
      [before, join(folder, 'old.c')],
      [join(folder, 'absent.so'), after],
    ]) {
      const run = await runCli(program.cli, ['diff', ...args, '--json']);
      expect(run.code).toBe(6);
      expect(run.stderr).toContain(folder);
      expect(JSON.parse(run.stdout)).toHaveProperty('error.code');
    }
    expect((await runCli(program.cli, ['diff', before])).code).toBe(2);
  });
});

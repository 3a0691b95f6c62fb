import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { samplePath } from '../../native-samples/samples.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { runCli } from './testing/cli-runs.ts';
import { symbolsDocument } from './testing/documents.ts';

let program: BuiltProgram;
let folder: string;

beforeAll(async () => {
  program = await buildProgram();
  folder = mkdtempSync(join(tmpdir(), 'dlscope-cli-'));
});

afterAll(async () => {
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function symbolsOf(library: string, ...flags: readonly string[]) {
  const run = await runCli(program.cli, ['symbols', library, '--json', ...flags]);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return symbolsDocument.parse(JSON.parse(run.stdout));
}

const zlib = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib']
  .map((libraries) => join(libraries, 'libz.so.1'))
  .find(existsSync);

/** `value size TYPE BIND VISIBILITY name[@version]` of every row of readelf that `symbols` would list. */
function readelfRows(library: string, kind: 'exports' | 'imports'): string[] {
  const output = execFileSync('readelf', ['--dyn-syms', '--wide', library], { encoding: 'utf8' });
  const row =
    /^\s*\d+:\s+([0-9a-f]+)\s+(0x[0-9a-f]+|\d+)\s+(\w+)\s+(\w+)\s+(\w+)\s+(\w+)\s+(\S+)(?:\s+\(\d+\))?$/;
  return output.split('\n').flatMap((line) => {
    const [, value = '', size = '', type = '', bind = '', visibility = '', section = '', name = ''] =
      row.exec(line) ?? [];
    if (name === '' || bind === 'LOCAL' || (section === 'UND') !== (kind === 'imports')) return [];
    return [`0x${BigInt(`0x${value}`).toString(16)} ${Number(size)} ${type} ${bind} ${visibility} ${name}`];
  });
}

describe('symbols --json', () => {
  test('lists the sample sorted by name, with every field', async () => {
    const document = await symbolsOf(samplePath('libctest'));
    const names = document.symbols.map(({ name }) => name);
    expect(names).toContain('add');
    expect(names).toEqual([...names].sort());
    expect(document.symbols.find(({ name }) => name === 'add')).toMatchObject({
      demangled: 'add',
      type: 'FUNC',
      bind: 'GLOBAL',
      visibility: 'DEFAULT',
      version: null,
      defaultVersion: false,
      section: '.text',
    });
    expect(document.needed).toContain('libstdc++.so.6');
  });

  test.each(['exports', 'imports'] as const)('says of the %s of libz what readelf says', async (kind) => {
    if (zlib === undefined) throw new Error('libz.so.1 is in none of the usual folders');
    const library = zlib;
    const { symbols, soname } = await symbolsOf(library, ...(kind === 'imports' ? ['--imports'] : []));
    const rows = symbols.map((symbol) => {
      const mark = symbol.defaultVersion ? '@@' : '@';
      const version = symbol.version === null ? '' : `${mark}${symbol.version}`;
      const { value, size, type, bind, visibility, name } = symbol;
      return `${value} ${size} ${type} ${bind} ${visibility} ${name}${version}`;
    });
    expect(soname).toBe('libz.so.1');
    expect(rows.length).toBeGreaterThan(0);
    expect([...rows].sort()).toEqual(readelfRows(library, kind).sort());
  });

  test('gives both names of a C++ function', async () => {
    const { symbols } = await symbolsOf(samplePath('symbols/mangled-names'));
    expect(symbols).toContainEqual(
      expect.objectContaining({ name: '_Z4areaii', demangled: 'area(int, int)' }),
    );
  });

  test('tells the versions of one name apart and which is the default', async () => {
    const { symbols } = await symbolsOf(samplePath('symbols/versioned'));
    const versions = symbols
      .filter(({ name }) => name === 'f')
      .map(({ version, defaultVersion }) => [version, defaultVersion]);
    expect(versions).toEqual([
      ['V1', false],
      ['V2', true],
    ]);
  });

  test('lists what others must provide with --imports', async () => {
    const { symbols } = await symbolsOf(samplePath('linking/undefined-function'), '--imports');
    expect(symbols.map(({ name }) => name)).toContain('nobody_defines_this');
    expect(symbols.every(({ section }) => section === 'UND')).toBe(true);
  });

  test('names TLS, IFUNC, unique and data symbols', async () => {
    const kinds = async (sample: Parameters<typeof samplePath>[0]) =>
      (await symbolsOf(samplePath(sample))).symbols.map(({ type, bind }) => `${type} ${bind}`);
    expect(await kinds('symbols/tls')).toContain('TLS GLOBAL');
    expect(await kinds('symbols/ifunc')).toContain('IFUNC GLOBAL');
    expect(await kinds('symbols/unique')).toContain('OBJECT UNIQUE');
    expect(await kinds('symbols/data')).toContain('OBJECT GLOBAL');
  });

  test('reads libraries of other machines and without section headers', async () => {
    expect((await symbolsOf(samplePath('symbols/other-machine'))).symbols).not.toHaveLength(0);
    expect((await symbolsOf(samplePath('symbols/no-section-headers-gnu'))).symbols).not.toHaveLength(0);
    expect((await symbolsOf(samplePath('symbols/no-exports'))).symbols).toEqual([]);
  });

  test('prints the same bytes each time', async () => {
    const args = ['symbols', samplePath('symbols/mangled-names'), '--json'];
    const [first, second] = await Promise.all([runCli(program.cli, args), runCli(program.cli, args)]);
    expect(first.stdout).toBe(second.stdout);
  });

  test('escapes what a terminal would act upon', async () => {
    const { stdout } = await runCli(program.cli, ['symbols', samplePath('symbols/odd-names'), '--json']);
    expect(symbolsDocument.parse(JSON.parse(stdout)).symbols.length).toBeGreaterThan(3);
    expect(stdout.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe('symbols for people', () => {
  test('prints an aligned table with demangled names', async () => {
    const run = await runCli(program.cli, ['symbols', samplePath('symbols/mangled-names')]);
    const [heading = '', ...rows] = run.stdout.trimEnd().split('\n');
    expect(heading).toMatch(/VALUE\s+SIZE\s+TYPE\s+BIND\s+VISIBILITY\s+SECTION\s+NAME$/);
    expect(rows.some((row) => row.slice(heading.indexOf('NAME')) === 'area(int, int)')).toBe(true);
  });

  test('says once that no prototypes are known yet', async () => {
    const run = await runCli(program.cli, ['symbols', samplePath('libctest'), '--prototypes', '--json']);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(symbolsDocument.parse(JSON.parse(run.stdout)).symbols).not.toHaveLength(0);
  });

  test('ends quietly when its reader goes away', () => {
    const command = 'set -o pipefail; "$0" "$1" symbols "$2" --json | head -c 10';
    const long = samplePath('symbols/long-name');
    const run = spawnSync('bash', ['-c', command, process.execPath, program.cli, long], { encoding: 'utf8' });
    expect(run).toMatchObject({ status: 0, stdout: '{"library"', stderr: '' });
  });
});

describe('symbols of what is no library', () => {
  test('ends with 6 and says why', async () => {
    writeFileSync(join(folder, 'text.so'), 'GROUP ( libc.so.6 )\n');
    writeFileSync(join(folder, 'empty.so'), '');
    symlinkSync('/dev/zero', join(folder, 'device.so'));
    execFileSync('mkfifo', [join(folder, 'pipe.so')]);
    for (const name of ['text.so', 'empty.so', 'device.so', 'pipe.so', 'absent.so', '.']) {
      const run = await runCli(program.cli, ['symbols', join(folder, name)]);
      expect(run, name).toMatchObject({ code: 6, stdout: '' });
      expect(run.stderr, name).toContain(folder);
    }
  });

  test('gives scripts the failure as JSON', async () => {
    const run = await runCli(program.cli, ['symbols', join(folder, 'absent.so'), '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'file-missing' } });
  });

  test('survives a library cut anywhere', async () => {
    const cut = join(folder, 'cut.so');
    for (const length of [10, 64, 1000, 5000]) {
      await copyFile(samplePath('libctest'), cut);
      truncateSync(cut, length);
      const run = await runCli(program.cli, ['symbols', cut, '--json']);
      expect([0, 6], `cut at ${length}: ${run.stderr}`).toContain(run.code);
    }
  });
});

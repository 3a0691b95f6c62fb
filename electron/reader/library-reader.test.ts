import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import type { Outcome } from '../contract/failure.ts';
import type { StringColumn } from '../contract/library-model.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { buildElf } from '../elf/testing/elf-builder.ts';
import { LibraryReader } from './library-reader.ts';

const host = { machine: 62, elfClass: 64, little: true } as const;
const library = (names: readonly string[]) =>
  buildElf({ symbols: names.map((name) => ({ name })), soname: 'lib.so', buildId: [1, 2, 3] }).bytes;

let folder: string;
let path: string;
let reader: LibraryReader;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-reader-'));
  path = join(folder, 'lib.so');
  writeFileSync(path, library(['_Z3addii', 'zero', 'alpha']));
  reader = new LibraryReader({ demangle: createDemangler(), host });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the descriptors of this process lead to; some are closed by others while they are looked at. */
function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(`/proc/self/fd/${descriptor}`)];
    } catch {
      return [];
    }
  });
}

function value<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : expect.fail(`${outcome.failure.code}: ${outcome.failure.message}`);
}

function code(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'ok' : outcome.failure.code;
}

function texts({ bytes, offsets }: StringColumn): readonly string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])),
  );
}

describe('inspect', () => {
  it('gives facts and identity', () => {
    const { facts, identity } = value(reader.inspect({ path }));
    const stats = statSync(path, { bigint: true });
    expect(facts).toMatchObject({ soname: 'lib.so', exportCount: 3, buildId: '010203', cannotLoad: null });
    expect(identity).toEqual({
      dev: stats.dev,
      ino: stats.ino,
      size: stats.size,
      mtimeNs: stats.mtimeNs,
      ctimeNs: stats.ctimeNs,
    });
  });

  it('sees a new version of the file at once', () => {
    expect(value(reader.inspect({ path })).facts.exportCount).toBe(3);
    writeFileSync(path, library(['one']));
    expect(value(reader.inspect({ path })).facts.exportCount).toBe(1);
  });

  it.each(['with space', 'héé', 'line\nbreak', 'a'.repeat(200)])('reads a file named %j', (name) => {
    const odd = join(folder, name);
    writeFileSync(odd, library(['one']));
    expect(value(reader.inspect({ path: odd })).facts.exportCount).toBe(1);
  });

  it('names what it cannot read', () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    symlinkSync('circle', join(folder, 'circle'));
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'text'), 'GROUP ( /lib/real.so )');
    writeFileSync(join(folder, 'cut'), library(['one']).subarray(0, 40));
    const cases = {
      fifo: 'not-a-regular-file',
      circle: 'read-failed',
      absent: 'file-missing',
      empty: 'not-elf',
    };
    for (const [name, expected] of Object.entries({ ...cases, text: 'not-elf', cut: 'incomplete-file' })) {
      expect(code(reader.inspect({ path: join(folder, name) })), name).toBe(expected);
    }
    expect(code(reader.inspect({ path: folder }))).toBe('not-a-regular-file');
    expect(code(reader.inspect({ path: '/dev/zero' }))).toBe('not-a-regular-file');
    expect(code(reader.inspect({ path: join(path, 'below-a-file') }))).toBe('file-missing');
    expect(code(reader.inspect({ path: 'nul\0inside' }))).toBe('file-missing');
    expect(code(reader.inspect({ path: `/${'x'.repeat(5000)}` }))).toBe('read-failed');
  });

  it('refuses a socket', async () => {
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    await new Promise((resolve) => server.once('listening', resolve));
    expect(code(reader.inspect({ path: socket }))).toBe('not-a-regular-file');
    server.close();
  });

  it('leaks no descriptors', () => {
    for (let round = 0; round < 50; round += 1) {
      reader.inspect({ path });
      reader.inspect({ path: folder });
      reader.symbols({ path: join(folder, 'absent'), table: 'exports' });
      reader.snapshot({ path: folder, destination: join(folder, 'copy') });
    }
    expect(openFiles().filter((file) => file.startsWith(folder))).toEqual([]);
  });
});

describe('symbols', () => {
  it('are demangled and ordered by their demangled names', () => {
    const columns = value(reader.symbols({ path, table: 'exports' }));
    expect(texts(columns.name)).toEqual(['_Z3addii', 'zero', 'alpha']);
    expect(texts(columns.demangled)).toEqual(['add(int, int)', 'zero', 'alpha']);
    expect([...columns.byName]).toEqual([0, 2, 1]);
  });

  it('of an unchanged file are kept', () => {
    const first = value(reader.symbols({ path, table: 'exports' }));
    expect(value(reader.symbols({ path, table: 'exports' }))).toBe(first);
    writeFileSync(path, library(['other']));
    expect(texts(value(reader.symbols({ path, table: 'exports' })).name)).toEqual(['other']);
  });

  it('are kept for as many libraries as the cache holds', () => {
    reader = new LibraryReader({ demangle: createDemangler(), host, cacheSize: 1 });
    const other = join(folder, 'other.so');
    writeFileSync(other, library(['other']));
    const first = value(reader.symbols({ path, table: 'exports' }));
    reader.symbols({ path: other, table: 'exports' });
    expect(value(reader.symbols({ path, table: 'exports' }))).not.toBe(first);
  });
});

describe('snapshot', () => {
  it('copies exactly, for the owner only, and hashes', () => {
    const destination = join(folder, 'copy.so');
    const snapshot = value(reader.snapshot({ path, destination }));
    expect(readFileSync(destination)).toEqual(readFileSync(path));
    expect(statSync(destination).mode & 0o777).toBe(0o600);
    expect(snapshot.build).toEqual({
      buildId: '010203',
      hash: createHash('sha256').update(readFileSync(path)).digest('hex'),
    });
    expect(snapshot.identity).toEqual(value(reader.inspect({ path })).identity);
    expect(snapshot.facts.exportCount).toBe(3);
  });

  it('never touches a file that is there already', () => {
    const destination = join(folder, 'taken');
    writeFileSync(destination, 'mine');
    expect(code(reader.snapshot({ path, destination }))).toBe('copy-failed');
    expect(readFileSync(destination, 'utf8')).toBe('mine');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
    expect(code(reader.snapshot({ path, destination: join(folder, 'link') }))).toBe('copy-failed');
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('leaves nothing behind when it fails', () => {
    const destination = join(folder, 'copy.so');
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'text'), 'text');
    for (const name of ['absent', 'folder', 'text']) {
      expect(reader.snapshot({ path: join(folder, name), destination }).ok, name).toBe(false);
      expect(existsSync(destination), name).toBe(false);
    }
    expect(code(reader.snapshot({ path, destination: join(folder, 'absent', 'copy.so') }))).toBe(
      'copy-failed',
    );
  });
});

describe('snapshot of a file that somebody has open', () => {
  it('waits for who may still write', () => {
    const destination = join(folder, 'copy.so');
    const writer = openSync(path, 'r+');
    expect(code(reader.snapshot({ path, destination }))).toBe('being-written');
    expect(existsSync(destination)).toBe(false);
    expect(reader.snapshot({ path, destination, evenIfOpen: true }).ok).toBe(true);
    rmSync(destination);
    closeSync(writer);
    expect(reader.snapshot({ path, destination }).ok).toBe(true);
  });

  it('does not mind who only reads', () => {
    const other = openSync(path, 'r');
    expect(reader.snapshot({ path, destination: join(folder, 'copy.so') }).ok).toBe(true);
    closeSync(other);
  });
});

describe('compare', () => {
  const source = `
    extern "C" int helper(int a) __attribute__((noinline));
    int counter = 1;
    extern "C" int helper(int a) { return a BODY; }
    extern "C" int add(int a, int b) { return a OPERATOR b; }
    extern "C" int twice(int a) { return helper(a) + helper(a + 1) + counter; }
    extern "C" const char *greet() { return "hello"; }
  `;
  const build = (
    name: string,
    replacements: Readonly<Record<string, string>>,
    ...flags: readonly string[]
  ) => {
    const text = Object.entries(replacements).reduce((all, [from, to]) => all.replace(from, to), source);
    return buildLibrary(text, join(folder, name), ['-O1', ...flags]);
  };

  it('names the functions whose code changed, and only those', async () => {
    await build('old.so', { BODY: '+ 1', OPERATOR: '+' });
    await build('new.so', { BODY: '+ 1', OPERATOR: '*' });
    const changes = value(reader.compare({ before: join(folder, 'old.so'), after: join(folder, 'new.so') }));
    expect(changes).toMatchObject({
      added: [],
      removed: [],
      changed: ['add'],
      addedCount: 0,
      removedCount: 0,
      changedCount: 1,
      counts: { breaking: 0, risky: 0, compatible: 1 },
    });
    expect(changes.changes).toEqual([
      {
        kind: 'code-changed',
        severity: 'compatible',
        subject: 'add',
        symbols: ['add'],
        symbolCount: 1,
        sentence: 'The code of `add` changed.',
        sides: { before: expect.stringMatching(/^\d+ bytes$/), after: expect.stringMatching(/^\d+ bytes$/) },
      },
    ]);
  });

  it('does not count a function as changed because others moved', async () => {
    await build('old.so', { BODY: '+ 1', OPERATOR: '+' });
    await build('new.so', { BODY: '/ 7 % 1000 * 77 + (a >> 3) * (a << 5) + counter', OPERATOR: '+' });
    const changes = value(reader.compare({ before: join(folder, 'old.so'), after: join(folder, 'new.so') }));
    expect(changes.changed).toEqual(['helper']);
  });

  it('names what was added and removed', async () => {
    await build('old.so', { BODY: '+ 1', OPERATOR: '+', greet: 'salute' });
    await build('new.so', { BODY: '+ 1', OPERATOR: '+' });
    const changes = value(reader.compare({ before: join(folder, 'old.so'), after: join(folder, 'new.so') }));
    expect(changes).toMatchObject({ added: ['greet'], removed: ['salute'], changed: [] });
  });

  it('finds a library equal to its own copy', () => {
    const copy = join(folder, 'copy.so');
    writeFileSync(copy, readFileSync(path));
    const changes = value(reader.compare({ before: path, after: copy }));
    expect([changes.addedCount, changes.removedCount, changes.changedCount]).toEqual([0, 0, 0]);
  });

  it('cuts long lists and keeps their counts', () => {
    const after = join(folder, 'after.so');
    writeFileSync(after, library(Array.from({ length: 500 }, (_, index) => `symbol_${index}`)));
    const changes = value(reader.compare({ before: path, after }));
    expect([changes.added.length, changes.addedCount, changes.removedCount]).toEqual([200, 500, 3]);
  });

  it('passes on what is wrong with either file', () => {
    expect(code(reader.compare({ before: path, after: join(folder, 'absent') }))).toBe('file-missing');
    expect(code(reader.compare({ before: folder, after: path }))).toBe('not-a-regular-file');
  });
});

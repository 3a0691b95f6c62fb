import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildLinesKept } from '../contract/build-command.ts';
import { BuildLog } from './build-log.ts';
import { DiagnosticReader } from './diagnostics.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dlscope-diagnostics-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a reader makes of a text: severity, place and whether it counts, for the lines that say something. */
function read(text: string) {
  const reader = new DiagnosticReader();
  return text.split('\n').flatMap((line) => {
    const { mark, counted } = reader.read(line);
    if (mark === null) return [];
    const place = mark.place && line.slice(mark.place.start, mark.place.end);
    return [[mark.severity, place, counted] as const];
  });
}

/** Runs a real tool in a folder with these files and reads what it wrote. */
function logOf(files: Readonly<Record<string, string>>, command: string): BuildLog {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const { stdout, status } = spawnSync('/bin/sh', ['-c', `exec 2>&1; ${command}`], {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(status).not.toBe(127);
  const log = new BuildLog(1);
  log.write(stdout);
  log.end();
  return log;
}

function placesOf(log: BuildLog) {
  return log
    .outputFrom(0)
    .lines.flatMap(({ text, mark }) =>
      mark?.place ? [[mark.severity, text.slice(mark.place.start, mark.place.end)]] : [],
    );
}

describe('what the installed tools write', () => {
  test('errors, warnings and notes of g++, in colour, with what was included', () => {
    const log = logOf(
      {
        'broken.h': 'inline int twice(int a) { return a * undeclared; }\n',
        'one.cpp':
          '#include "broken.h"\nint unused(int a) { int b; return a; }\nvoid g(int);\nint f() { g("x"); }\n',
      },
      'g++ -Wall -fdiagnostics-color=always -c one.cpp',
    );
    expect(log.counts).toEqual({ errors: 2, warnings: 2 });
    expect(placesOf(log)).toEqual(
      expect.arrayContaining([
        [null, 'one.cpp:1'],
        ['error', 'broken.h:1:38'],
        ['warning', 'one.cpp:2:25'],
        ['error', 'one.cpp:4:13'],
        ['note', 'one.cpp:3:8'],
        ['warning', 'one.cpp:4:19'],
      ]),
    );
  });

  test('a missing header is an error', () => {
    const log = logOf({ 'two.c': '#include "absent.h"\n' }, 'gcc -c two.c');
    expect(log.counts).toEqual({ errors: 1, warnings: 0 });
    expect(placesOf(log)[0]).toEqual(['error', 'two.c:1:10']);
  });

  test('undefined references count, the summary of collect2 does not', () => {
    const log = logOf(
      { 'link.cpp': 'int one();\nint two();\nint main() { return one()\n + two(); }\n' },
      'g++ -g link.cpp -o link',
    );
    expect(log.counts).toEqual({ errors: 2, warnings: 0 });
    expect(placesOf(log).map(([, place]) => place)).toEqual([
      expect.stringMatching(/link\.cpp:3$/),
      expect.stringMatching(/link\.cpp:4$/),
    ]);
  });

  test('make names its folder and its own place; a recipe that failed counts nothing beside its cause', () => {
    const log = logOf(
      {
        Makefile: 'all:\n\t$(MAKE) -C $(CURDIR) -f Makefile inner\ninner:\n\tgcc -c three.c\n',
        'three.c': 'int f( {}\n',
      },
      'make',
    );
    expect(log.counts.errors).toBe(1);
    const lines = log.outputFrom(0).lines.map(({ text }) => text);
    const error = lines.findIndex((text) => /three\.c:1:\d+: error/.test(text));
    expect(log.placeAt(error)).toMatchObject({ place: { file: 'three.c', line: 1 }, directory: folder });
    const stopped = lines.findIndex((text) => text.startsWith('make[1]: *** ['));
    expect(log.placeAt(stopped)).toMatchObject({ place: { file: 'Makefile', line: 4 }, directory: folder });
    expect(log.outputFrom(0).lines[stopped]?.mark?.severity).toBe('note');
    expect(logOf({}, 'make -f Makefile nothing-makes-this').counts.errors).toBe(1);
  });
});

describe('what other tools write', () => {
  test('clang, lld and its summary', () => {
    expect(
      read(`src/a.cpp:12:5: fatal error: 'x.h' file not found
ld.lld: error: undefined symbol: scale(int)
>>> referenced by a.cpp:4 (src/a.cpp:4)
clang++: error: linker command failed with exit code 1 (use -v to see invocation)`),
    ).toEqual([
      ['error', 'src/a.cpp:12:5', true],
      ['error', null, true],
      [null, 'a.cpp:4', false],
      ['error', null, false],
    ]);
  });

  test('rustc names the place after the headline', () => {
    expect(
      read(`error[E0308]: mismatched types
 --> src/lib.rs:4:18
  |
warning: unused variable: \`x\`
  --> src/lib.rs:9:9
error: aborting due to 1 previous error; 1 warning emitted
error: could not compile \`plug\` (lib) due to 1 previous error`),
    ).toEqual([
      ['error', null, true],
      ['error', 'src/lib.rs:4:18', false],
      ['warning', null, true],
      ['warning', 'src/lib.rs:9:9', false],
      ['error', null, false],
      ['error', null, false],
    ]);
  });

  test('CMake, ninja, Makefiles that cannot be read', () => {
    expect(
      read(`CMake Error at CMakeLists.txt:3 (add_library):
CMake Warning (dev) in CMakeLists.txt:
ninja: error: loading 'build.ninja': No such file or directory
FAILED: CMakeFiles/x.dir/a.cpp.o
Makefile:3: *** missing separator.  Stop.`),
    ).toEqual([
      ['error', 'CMakeLists.txt:3', true],
      ['warning', null, true],
      ['error', null, true],
      ['error', null, false],
      ['error', 'Makefile:3', true],
    ]);
  });

  test('times, addresses on the net and plain text are no places', () => {
    expect(
      read('12:30:05 done\nsee http://host.example:80/x\nerrors: 3\ng++ -c a.cpp\nstd::string: 12'),
    ).toEqual([]);
  });
});

test('a hostile output costs time in proportion to its length, and nothing else', () => {
  const pieces = fc.constantFrom(
    ':',
    '1',
    'a.c:',
    '/',
    'a/',
    '.',
    ' ',
    '-->',
    'error: ',
    '*** [',
    '(',
    "make[1]: Entering directory 'x'",
    '\u0000',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      for (const [, place] of read(text)) expect(place === null || text.includes(place)).toBe(true);
    }),
  );
  const begunMs = performance.now();
  for (const unit of ['a:', 'a/', ':1', 'a.', '1', ' ', '(a:1', "'", 'error: ', 'a: ', '.a/.']) {
    const log = new BuildLog(1);
    log.write(Buffer.from(`${unit.repeat(2_000_000 / unit.length)}\n`));
    for (let line = 0; line < 200; line += 1) log.write(Buffer.from(`${unit.repeat(4000 / unit.length)}\n`));
  }
  expect(performance.now() - begunMs).toBeLessThan(10_000);
});

test('of a flood at least the last lines are kept, and everything is counted', () => {
  const log = new BuildLog(1);
  const total = 100_000;
  for (let line = 0; line < total; line += 1) log.write(Buffer.from(`a.c:${line}:1: warning: w\n`));
  const { first, lines, counts } = log.outputFrom(0);
  expect(counts.warnings).toBe(total);
  expect(lines.length).toBeGreaterThanOrEqual(buildLinesKept);
  expect(lines.length).toBeLessThan(2 * buildLinesKept);
  expect(first + lines.length).toBe(total);
  expect(lines.at(-1)?.text).toContain(`a.c:${total - 1}:1`);
  expect(log.placeAt(10)).toBeNull();
  expect(log.outputFrom(total - 2).lines.length).toBe(2);
});

test('long lines are kept in smaller numbers', () => {
  const log = new BuildLog(1);
  for (let line = 0; line < 10_000; line += 1) log.write(Buffer.from(`${'x'.repeat(4000)}\n`));
  const { lines } = log.outputFrom(0);
  expect(lines.length * 4000).toBeLessThan(12_000_000);
  expect(lines.length).toBeGreaterThan(1000);
});

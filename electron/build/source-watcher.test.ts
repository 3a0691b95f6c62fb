import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defaultSourcePatterns, type SourceWatch } from '../contract/build-command.ts';
import { systemClock } from '../watch/clock.ts';
import { type FileAccess, systemFiles } from '../watch/file-access.ts';
import { sourceMatcher } from './source-patterns.ts';
import { SourceWatcher } from './source-watcher.ts';

let root: string;
let touched: Set<string>;
let states: SourceWatch[];
let watcher: SourceWatcher;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'dlscope-sources-'));
  touched = new Set();
  states = [];
});
afterEach(() => {
  watcher.close();
  rmSync(root, { recursive: true });
});

function at(name: string): string {
  return path.join(root, name);
}

function put(name: string, text = ''): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

async function watch(files: FileAccess = systemFiles, patterns = defaultSourcePatterns): Promise<void> {
  watcher = new SourceWatcher(
    {
      folder: root,
      patterns,
      onTouched: (file) => touched.add(path.relative(root, file)),
      onState: (state) => states.push(state),
    },
    files,
    systemClock,
  );
  await watcher.start();
}

/** Waits until a source written last was seen, so that what came before it was seen or never will be. */
async function until(name: string): Promise<void> {
  await vi.waitFor(() => expect(touched).toContain(name), { timeout: 10_000 });
}

test('sources at any depth are seen, however they are saved; others are not', async () => {
  put('a.c');
  put('src/deep/b.hpp');
  put('notes.txt');
  await watch();
  expect(states.at(-1)).toEqual({ kind: 'on', folders: 3 });
  writeFileSync(at('notes.txt'), 'x');
  writeFileSync(at('a.o'), 'x');
  writeFileSync(at('src/deep/b.hpp'), 'x');
  writeFileSync(at('a.c.tmp'), 'x');
  renameSync(at('a.c.tmp'), at('a.c'));
  await until('a.c');
  await until('src/deep/b.hpp');
  expect([...touched].sort()).toEqual(['a.c', 'src/deep/b.hpp']);
});

test('what build tools fill and hidden folders are left out', async () => {
  put('.git/x.c');
  put('node_modules/p/x.c');
  put('build/CMakeCache.txt');
  put('build/CMakeFiles/3.25/CompilerIdC/id.c');
  put('target/CACHEDIR.TAG');
  put('target/debug/out/gen.rs');
  put('z.c');
  await watch();
  expect(states.at(-1)).toEqual({ kind: 'on', folders: 1 });
  for (const name of ['.git/x.c', 'node_modules/p/x.c', 'build/x.c', 'target/debug/out/gen.rs', 'z.c'])
    put(name, 'x');
  await until('z.c');
  expect([...touched]).toEqual(['z.c']);
});

test('a folder that comes later brings its sources, and one made again under its name is followed', async () => {
  put('a.c');
  await watch();
  mkdirSync(at('later.tmp/inner'), { recursive: true });
  writeFileSync(at('later.tmp/inner/new.c'), '');
  renameSync(at('later.tmp'), at('later'));
  await until('later/inner/new.c');
  touched.clear();
  writeFileSync(at('later/inner/new.c'), 'x');
  await until('later/inner/new.c');
});

test('the limits of watching are said', async () => {
  put('a.c');
  await watch({ ...systemFiles, fileSystemType: async () => 0x6969 });
  expect(states.at(-1)).toMatchObject({
    kind: 'limited',
    problem: expect.stringContaining('reports no changes'),
  });
  watcher.close();
  const exhausted = () => {
    throw Object.assign(new Error('no more'), { code: 'ENOSPC' });
  };
  await watch({ ...systemFiles, watchFolder: exhausted });
  expect(states.at(-1)).toMatchObject({ kind: 'limited', problem: expect.stringContaining('ENOSPC') });
});

test('patterns', () => {
  const isSource = sourceMatcher(['src/**/*.{c,h}', 'Makefile', '#x', '!y']);
  expect(
    ['src/a.c', 'src/x/y/b.h', 'Makefile', 'a.c', 'src/a.o', 'src/.a.c', '#x', '!y', 'z'].map(isSource),
  ).toEqual([true, true, true, false, false, false, true, true, false]);
  const begunMs = performance.now();
  const hostile = sourceMatcher([
    `${'*a'.repeat(60)}b`,
    '{a,b}'.repeat(40),
    '**/'.repeat(60),
    '+(a|a)'.repeat(30),
  ]);
  expect(hostile(`${'a'.repeat(250)}.z`)).toBe(false);
  expect(performance.now() - begunMs).toBeLessThan(5000);
});

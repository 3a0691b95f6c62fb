import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { suggestBuild } from './suggest-build.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'dlscope-suggest-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(...files: readonly (readonly [string, string?])[]): void {
  for (const [file, text = ''] of files) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
}

async function suggested(library: string) {
  mkdirSync(path.join(root, path.dirname(library)), { recursive: true });
  const { folder, command, because } = await suggestBuild(path.join(root, path.dirname(library)), '/home/x');
  return [path.relative(root, folder), command, because];
}

test('the nearest folder that says how it is built', async () => {
  put(['Makefile'], ['plug/GNUmakefile']);
  expect(await suggested('plug/lib/x.so')).toEqual(['plug', 'make', 'GNUmakefile']);
  expect(await suggested('other/x.so')).toEqual(['', 'make', 'Makefile']);
});

test('a build folder of CMake is built from its sources’ folder', async () => {
  put(
    ['out/my build/CMakeCache.txt', `# cache\nCMAKE_HOME_DIRECTORY:INTERNAL=${root}\n`],
    ['out/my build/Makefile'],
  );
  expect(await suggested('out/my build/lib/x.so')).toEqual([
    '',
    "cmake --build 'out/my build'",
    'CMakeCache.txt',
  ]);
  put(['elsewhere/CMakeCache.txt', 'CMAKE_HOME_DIRECTORY:INTERNAL=/somewhere/else\n']);
  expect(await suggested('elsewhere/x.so')).toEqual(['elsewhere', 'cmake --build .', 'CMakeCache.txt']);
});

test('meson, ninja and cargo', async () => {
  put(['m/build/meson-info/x'], ['m/build/build.ninja'], ['n/build.ninja'], ['c/Cargo.toml']);
  expect(await suggested('m/build/x.so')).toEqual(['m', 'meson compile -C build', 'meson-info']);
  expect(await suggested('n/x.so')).toEqual(['n', 'ninja', 'build.ninja']);
  expect(await suggested('c/target/debug/x.so')).toEqual(['c', 'cargo build', 'Cargo.toml']);
  expect(await suggested('c/target/release/deps/x.so')).toEqual(['c', 'cargo build --release', 'Cargo.toml']);
});

test('where nothing says it, the folder of the library and no command', async () => {
  expect(await suggested('plain/x.so')).toEqual(['plain', '', null]);
});

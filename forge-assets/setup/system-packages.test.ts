import { expect, test } from 'vitest';
import { advice, localPackageName, notFound, packagesFor } from './system-packages.mjs';

const nothing = { libraries: [], commands: [], fonts: false };

test('finds what ldd could not', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffc)',
    '\tlibnss3.so => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
    '\tlibgbm.so.1 => not found',
  ].join('\n');
  expect(notFound(output)).toEqual(['libnss3.so', 'libgbm.so.1']);
});

test('asks for nothing when nothing is missing', () => {
  expect(packagesFor(nothing)).toEqual([]);
});

test('asks for the compiler alone when only that is missing', () => {
  expect(packagesFor({ ...nothing, commands: ['g++', 'make'] })).toEqual(['g++', 'make']);
});

test('asks for the packages that bring the commands', () => {
  const commands = ['gdb', 'pahole', 'abidiff', 'tclsh', 'xz'];
  expect(packagesFor({ ...nothing, commands })).toEqual([
    'gdb',
    'dwarves',
    'abigail-tools',
    'tcl',
    'xz-utils',
  ]);
});

test("asks for all of Electron's libraries when one is missing", () => {
  const packages = packagesFor({ libraries: ['libgbm.so.1'], commands: ['Xvfb'], fonts: true });
  expect(packages).toEqual(
    expect.arrayContaining(['libgtk-3-0', 'libnss3', 'libgbm1', 'fonts-dejavu-core', 'xvfb']),
  );
});

test('says what is missing and the one command that brings it', () => {
  const missing = { libraries: ['libnss3.so'], commands: ['g++'], fonts: true };
  expect(advice(missing, ['libnss3', 'g++'], true)).toBe(
    'This is missing on the system: g++, libnss3.so, a font.\nType this, then try again:\n  sudo apt-get install -y libnss3 g++',
  );
});

test('promises no command where there is no apt-get', () => {
  const text = advice({ ...nothing, commands: ['g++'] }, ['g++'], false);
  expect(text).toContain("with your system's package manager");
  expect(text).not.toContain('apt-get');
});

test('uses the name a package has on this system', () => {
  const known = new Set(['libasound2t64', 'libnss3', 'pahole']);
  expect(localPackageName('dwarves', known)).toBe('pahole');
  expect(localPackageName('dwarves', new Set(['dwarves']))).toBe('dwarves');
  expect(localPackageName('libasound2', known)).toBe('libasound2t64');
  expect(localPackageName('libnss3', known)).toBe('libnss3');
});

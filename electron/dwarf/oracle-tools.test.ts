import { expect, test } from 'vitest';
import { realLibrary } from '../../native-samples/real-libraries.ts';
import { exportedFunctions } from './testing/exported-functions.ts';
import { gdbMembers, simpleName } from './testing/flat-members.ts';
import { askGdb } from './testing/gdb.ts';
import { askPahole } from './testing/pahole.ts';
import { sameSpelling } from './testing/spellings.ts';

test.each([
  ['long unsigned int', 'ulong'],
  ['unsigned long', 'ulong'],
  ['struct point *', 'point*'],
  ['const char **', 'const char**'],
  ['std::pair<char const*, unsigned long>', 'std::pair<char*,ulong>'],
  ['std::pair<const char *, long unsigned int>', 'std::pair<char*,ulong>'],
  ['std::array<int, 4ul> &', 'std::array<int,4>&'],
  ['std::set<std::pair<int, int> >', 'std::set<std::pair<int,int>>'],
  ['int (*)(void)', 'int(*)()'],
])('%s is %s', (text, same) => {
  expect(sameSpelling(text)).toBe(same);
});

test('a simple name has no namespace of its own', () => {
  expect(simpleName('std::pair<int, a::b>')).toBe('pair<int,a::b>');
});

test.each(['zlib', 'sqlite3'] as const)('pahole and gdb agree on the records of %s', async (name) => {
  const { path } = realLibrary(name);
  const [gdb, pahole] = await Promise.all([askGdb(path, exportedFunctions(path), true), askPahole(path)]);
  const disagreeing = pahole.filter((record) => {
    const other = gdb.records[record.name];
    return other !== undefined && placesOf(gdbMembers(other)) !== placesOf(record.members);
  });
  expect(
    disagreeing.map((record) => [
      record.name,
      placesOf(record.members),
      placesOf(gdbMembers(gdb.records[record.name] ?? { size: 0, alignment: 1, members: [] })),
    ]),
  ).toEqual([]);
  expect(pahole.filter((record) => gdb.records[record.name]).length).toBeGreaterThan(
    name === 'zlib' ? 9 : 150,
  );
});

function placesOf(
  members: readonly { readonly path: string; readonly bit: number; readonly bitSize: number }[],
): string {
  return members
    .map(({ path, bit, bitSize }) => `${path}@${bit}:${bitSize}`)
    .sort()
    .join(' ');
}

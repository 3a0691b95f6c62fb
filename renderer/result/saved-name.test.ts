import { expect, test } from 'vitest';
import { savedNameProblem, suggestSavedName } from './saved-name.ts';

test.each([
  ['ppDb', 'sqlite3 *', 'db'],
  ['config.items[2]', 'int', 'items'],
  ['config.name', 'char *', 'name'],
  ['path', 'char *', 'path'],
  [null, 'struct point *', 'point'],
  [null, 'const geometry::Circle *', 'Circle'],
  [null, 'point_t *', 'point'],
  [null, 'unsigned long', 'value'],
  [null, 'void *', 'pointer'],
])('%s of type %s is saved as %s', (label, type, name) => {
  expect(suggestSavedName(label, type)).toBe(name);
  expect(savedNameProblem(name)).toBeNull();
});

test('says what is wrong with a name', () => {
  expect(savedNameProblem('2nd')).toContain('does not begin with a digit');
  expect(savedNameProblem('a b')).not.toBeNull();
  expect(savedNameProblem('')).not.toBeNull();
  expect(savedNameProblem('x'.repeat(65))).toContain('64');
});

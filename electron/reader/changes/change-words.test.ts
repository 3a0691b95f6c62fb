import { expect, test } from 'vitest';
import { shortened, sideText } from './change-words.ts';

const scope = `ns::Box<${'int, '.repeat(60)}int>`;

test('a name that is too long for a sentence keeps both ends, which is where overloads differ', () => {
  const [one, two] = [shortened(`${scope}::put(int)`), shortened(`${scope}::put(double)`)];
  expect([one.length, two.length]).toEqual([160, 160]);
  expect(one).toMatch(/^ns::Box<int.*….*::put\(int\)$/);
  expect(two).toMatch(/::put\(double\)$/);
});

test('a name that fits stays as it is, and side by side more fits', () => {
  expect(shortened('n'.repeat(160))).toBe('n'.repeat(160));
  expect(sideText(`${scope}::put(int)`)).toBe(`${scope}::put(int)`);
  expect(sideText('n'.repeat(3000))).toHaveLength(1000);
});

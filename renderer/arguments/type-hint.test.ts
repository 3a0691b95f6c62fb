import { expect, test } from 'vitest';
import { typeHint } from './type-hint.ts';
import { byte, char, int } from './types-for-tests.ts';

test('integers tell their range', () => {
  expect(typeHint(int)).toContain('-2147483648 to 2147483647.');
  expect(typeHint(byte)).toContain('0 to 255.');
  expect(typeHint(int, 3)).toContain('-4 to 3.');
});

test('an array of characters tells its room', () => {
  expect(typeHint({ kind: 'array', spelling: 'char[16]', of: char, count: 16 })).toContain('16 bytes');
});

import { expect, test } from 'vitest';
import { asNumber, type EnumType, enumChoice } from './enum-choice.ts';

const color: EnumType = {
  kind: 'enum',
  spelling: 'enum color',
  bits: 32,
  signed: false,
  constants: [
    { name: 'RED', value: 0n },
    { name: 'GREEN', value: 5n },
  ],
};

test('a constant is chosen by its name, all else is typed', () => {
  expect(enumChoice(color, ' GREEN ')).toEqual({ kind: 'constant', name: 'GREEN' });
  expect(enumChoice(color, '')).toEqual({ kind: 'none' });
  expect(['5', 'RED|GREEN', 'BLUE', '$c'].map((text) => enumChoice(color, text).kind)).toEqual([
    'typed',
    'typed',
    'typed',
    'typed',
  ]);
});

test('another number begins with that of the constant', () => {
  expect(asNumber(color, 'GREEN')).toBe('5');
  expect(asNumber(color, '7')).toBe('7');
});

import { expect, test } from 'vitest';
import { integerViews } from './integer-views.ts';
import { shown } from './values-for-tests.ts';

const textsOf = (...input: Parameters<typeof shown>) =>
  Object.fromEntries(integerViews(shown(...input)).map(({ label, text }) => [label, text]));

test('an integer in four ways', () => {
  expect(textsOf('97', { hex: '0x00000061', json: '97' })).toEqual({
    Decimal: '97',
    Hex: '0x00000061',
    Binary: '00000000 00000000 00000000 01100001',
    Character: "'a'",
  });
});

test('a negative number keeps its sign in decimal and its bits elsewhere', () => {
  expect(textsOf('-1', { hex: '0xff', json: '-1' })).toMatchObject({ Decimal: '-1', Binary: '11111111' });
});

test('enums and characters begin with how they are told', () => {
  expect(textsOf('RED (2)', { hex: '0x00000002', json: '"RED"' })).toMatchObject({
    Value: 'RED (2)',
    Decimal: '2',
  });
  expect(textsOf("'\\xff' (-1)", { hex: '0xff' })).toMatchObject({ Decimal: '-1' });
});

test('64 bits are exact', () => {
  expect(textsOf('18446744073709551615', { hex: '0xffffffffffffffff' })).toMatchObject({
    Decimal: '18446744073709551615',
  });
});

test('controls and halves of characters are no characters', () => {
  expect(textsOf('1', { hex: '0x01' })).not.toHaveProperty('Character');
  expect(textsOf('55296', { hex: '0xd800' })).not.toHaveProperty('Character');
});

test('pointers, strings, trees and bytes are no integers', () => {
  expect(integerViews(shown('0x7f00', { hex: '0x7f00', pointsTo: '0x7f00' }))).toEqual([]);
  expect(integerViews(shown('1.5'))).toEqual([]);
  expect(integerViews(shown('3 bytes', { hex: '68 65 6c' }))).toEqual([]);
});

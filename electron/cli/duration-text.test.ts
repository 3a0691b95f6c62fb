import { expect, test } from 'vitest';
import { durationText } from './duration-text.ts';

test.each([
  [0, '0 ns'],
  [41, '41 ns'],
  [1234, '1.2 µs'],
  [54_000, '54 µs'],
  [9_040_000, '9.0 ms'],
  [217_000_000, '217 ms'],
  [1_500_000_000, '1.5 s'],
])('%i ns are %s', (ns, text) => {
  expect(durationText(ns)).toBe(text);
});

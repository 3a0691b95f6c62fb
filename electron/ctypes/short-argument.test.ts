import { expect, test } from 'vitest';
import { shortArgument } from './short-argument.ts';

test.each([
  ['{"$out": true}', 'out'],
  ['{"$out":16}', 'out[16]'],
  ['{"$out": {"$size": 64}}', 'out 64 bytes'],
  ['{"$type": "struct point", "$out": true}', 'out struct point'],
  ['{"$in": 5}', 'in 5'],
  ['{"$inout": {"x": 1, "name": null}}', 'in/out {x: 1, name: NULL}'],
  ['{"$text": "hello"}', '"hello"'],
  ['{"$text": "hi", "$size": 64}', '"hi" in 64 bytes'],
  ['{"$hex": "00 ff"}', 'hex 00 ff'],
  ['{"$file": "/home/ada/data.bin"}', 'file data.bin'],
  ['{"$symbol": "compare"}', '&compare'],
  ['{"$address": "0x10"}', '0x10'],
  ['{"$callback": 0}', 'callback → 0'],
  ['[1, {"$out": true}, "a"]', '[1, out, "a"]'],
  ['{"x": 1, "y": -2.50}', '{x: 1, y: -2.50}'],
])('%s is %s', (text, short) => {
  expect(shortArgument(text)).toBe(short);
});

test.each(['3', 'hello, world', '{not one', '{"$nonsense": 1', '$db', '(int) 42', '', 'NULL'])(
  '%j stays as it is',
  (text) => {
    expect(shortArgument(text)).toBe(text);
  },
);

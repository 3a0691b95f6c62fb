import { expect, test } from 'vitest';
import { hexDump } from './dump-lines.ts';

test('sixteen bytes a line, with their address and as text', () => {
  const bytes = [...'hello, world!\n'].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  const lines = hexDump([...bytes, '00', 'ff', '41'].join(' '), '0x7f0000001000');
  expect(lines).toEqual([
    {
      address: '0x7f0000001000',
      hex: '68 65 6c 6c 6f 2c 20 77  6f 72 6c 64 21 0a 00 ff',
      ascii: 'hello, world!...',
    },
    { address: '0x7f0000001010', hex: '41', ascii: 'A' },
  ]);
});

test('nothing to dump is no line, and an odd address counts from 0', () => {
  expect(hexDump('', '0x10')).toEqual([]);
  expect(hexDump('41', 'nowhere')[0]?.address).toBe('0x000000000000');
});

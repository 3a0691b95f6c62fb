import { expect, test } from 'vitest';
import { lineLengthKept, OutputLines } from './output-lines.ts';

function linesOf(...chunks: readonly (string | Buffer)[]): string[] {
  const lines = new OutputLines();
  return [...chunks.flatMap((chunk) => lines.push(Buffer.from(chunk))), ...lines.end()];
}

test('lines come whole, however they are cut, the last one also without its end', () => {
  expect(linesOf('one\ntw', 'o\n', '\nthree')).toEqual(['one', 'two', '', 'three']);
  const text = Buffer.from('größer → 12\n');
  for (let at = 1; at < text.length; at += 1) {
    expect(linesOf(text.subarray(0, at), text.subarray(at))).toEqual(['größer → 12']);
  }
});

test('what is no UTF-8 costs only itself', () => {
  expect(linesOf(Buffer.from([0x61, 0xff, 0x62, 0x0a, 0x63]))).toEqual(['a\ufffdb', 'c']);
});

test('colours, titles and hyperlinks of terminals are left out', () => {
  expect(linesOf('\u001b[01m\u001b[Ka.c:1:1:\u001b[m\u001b[K \u001b[01;31merror: \u001b[mx\n')).toEqual([
    'a.c:1:1: error: x',
  ]);
  expect(linesOf('[\u001b]8;;https://gcc.gnu.org\u001b\\-Wall\u001b]8;;\u0007]\n')).toEqual(['[-Wall]']);
});

test('of a line that is written over and over the last state counts', () => {
  expect(linesOf('10%\r20%\r100%\r\nplain\r\n')).toEqual(['100%', 'plain']);
  const endless = linesOf(...Array.from({ length: 3000 }, (_, step) => `step ${step}\r`));
  expect(endless).toEqual(['step 2999']);
});

test('a line longer than a screen is cut and says so, and the next one is whole', () => {
  const [long = '', next] = linesOf('x'.repeat(1_000_000), 'y'.repeat(1_000_000), '\nnext\n');
  expect(long).toBe(`${'x'.repeat(lineLengthKept)} … (${2_000_000 - lineLengthKept} more characters)`);
  expect(next).toBe('next');
});

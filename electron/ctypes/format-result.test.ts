import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultValue } from '../contract/call-value.ts';
import { encodeArgument } from './encode-arguments.ts';
import { formatResult } from './format-result.ts';
import { parsePrototype } from './parse-prototype.ts';

function format(type: string, value: ResultValue) {
  const outcome = parsePrototype(`${type} f(void)`);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return formatResult(outcome.value.result, value);
}

function typedAgain(type: string, text: string) {
  const outcome = parsePrototype(`void f(${type} a)`);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return encodeArgument(outcome.value, 0, text);
}

const string = (value: string, truncated = false): ResultValue => ({
  kind: 'pointer',
  address: 0x1000n,
  text: { value, truncated },
  target: null,
});

describe('integers', () => {
  it.each([
    ['int', -1n, '-1', '0xffffffff'],
    ['int', 7n, '7', '0x00000007'],
    ['int8_t', -128n, '-128', '0x80'],
    ['int64_t', -(2n ** 63n), '-9223372036854775808', '0x8000000000000000'],
    ['uint64_t', 2n ** 64n - 1n, '18446744073709551615', '0xffffffffffffffff'],
    ['char', 97n, "'a' (97)", '0x61'],
    ['char', 10n, "'\\n' (10)", '0x0a'],
    ['char', 0n, "'\\0' (0)", '0x00'],
    ['char', 39n, "'\\'' (39)", '0x27'],
    ['char', -1n, "'\\xff' (-1)", '0xff'],
    ['unsigned char', 27n, "'\\x1b' (27)", '0x1b'],
  ])('%s %s', (type, value, text, hex) => {
    expect(format(type, { kind: 'integer', value })).toEqual({ text, hex, type });
  });
});

describe('floats', () => {
  it('writes special values as arguments take them', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];
    expect(values.map((value) => format('double', { kind: 'float', value }).text)).toEqual([
      'nan',
      'inf',
      '-inf',
      '-0',
    ]);
  });

  it('writes the shortest text of a 32-bit float', () => {
    const texts = [0.1, 16777216, 3.4028234663852886e38, 1e-45].map(
      (value) => format('float', { kind: 'float', value: Math.fround(value) }).text,
    );
    expect(texts).toEqual(['0.1', '16777216', '3.4028235e+38', '1e-45']);
  });

  it('round-trips both widths through the argument parser', () => {
    fc.assert(
      fc.property(fc.float(), fc.double(), (narrow, wide) => {
        for (const [type, value] of [
          ['float', narrow],
          ['double', wide],
        ] as const) {
          const { text } = format(type, { kind: 'float', value });
          expect(typedAgain(type, text)).toEqual({ ok: true, value: { kind: 'float', value } });
        }
      }),
    );
  });
});

describe('pointers and strings', () => {
  it('writes addresses, NULL, void and bool', () => {
    expect(format('void *', { kind: 'pointer', address: 0x7fffn, text: null, target: null })).toEqual({
      text: '0x7fff',
      hex: null,
      type: 'void *',
    });
    expect(format('char *', { kind: 'pointer', address: 0n, text: null, target: null }).text).toBe('NULL');
    expect(format('void', { kind: 'void' })).toEqual({ text: 'void', hex: null, type: 'void' });
    expect(format('bool', { kind: 'bool', value: true }).text).toBe('true');
  });

  it.each([
    ['hello', '"hello"'],
    ['', '""'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['a\nb\tc\rd', '"a\\nb\\tc\\rd"'],
    ['\u001b[31mred\u0007', '"\\x1b[31mred\\x07"'],
    ['abc\u202edef\u2066', '"abc\\u202edef\\u2066"'],
    ['zero\u200bwidth\ufeff\u00ad', '"zero\\u200bwidth\\ufeff\\u00ad"'],
    ['line\u2028end\u0085', '"line\\u2028end\\u0085"'],
    ['tag\u{e0041}', '"tag\\U000e0041"'],
    ['grüße 世界 😀', '"grüße 世界 😀"'],
  ])('shows %j as %s', (value, text) => {
    expect(format('const char *', string(value))).toEqual({ text, hex: '0x1000', type: 'const char *' });
  });

  it('says when a string was cut', () => {
    expect(format('const char *', string('abc', true)).text).toBe('"abc"…');
  });

  it('can be typed in again as an argument', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (plain, odd) => {
        for (const value of [plain, odd].map((text) => text.replace(/\0|\p{Surrogate}/gu, ''))) {
          const { text } = format('const char *', string(value));
          expect(typedAgain('const char *', text)).toEqual({ ok: true, value: { kind: 'string', value } });
        }
      }),
    );
  });
});

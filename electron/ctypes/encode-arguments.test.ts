import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArgumentValue } from '../contract/call-value.ts';
import type { Prototype } from '../contract/prototype.ts';
import { encodeArgument, encodeArguments } from './encode-arguments.ts';
import { parsePrototype } from './parse-prototype.ts';

function prototypeOf(text: string): Prototype {
  const outcome = parsePrototype(text);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function encode(type: string, text: string) {
  return encodeArgument(prototypeOf(`void f(${type} b)`), 0, text);
}

function encoded(type: string, text: string): ArgumentValue {
  const outcome = encode(type, text);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function reasonOf(type: string, text: string): string {
  const outcome = encode(type, text);
  if (outcome.ok) throw new Error(`accepted ${text}`);
  expect(outcome.failure).toMatchObject({ code: 'bad-argument', argument: 'b' });
  return outcome.failure.message;
}

const integer = (value: bigint): ArgumentValue => ({ kind: 'integer', value });
const float = (value: number): ArgumentValue => ({ kind: 'float', value });
const string = (value: string): ArgumentValue => ({ kind: 'string', value });

const widths = ([8, 16, 32, 64] as const).flatMap((bits) => [
  {
    type: `int${bits}_t`,
    minimum: -(2n ** BigInt(bits - 1)),
    maximum: 2n ** BigInt(bits - 1) - 1n,
  },
  { type: `uint${bits}_t`, minimum: 0n, maximum: 2n ** BigInt(bits) - 1n },
]);

describe('integers', () => {
  it.each(widths)('$type takes its limits and refuses one beyond', ({ type, minimum, maximum }) => {
    expect(encoded(type, String(minimum))).toEqual(integer(minimum));
    expect(encoded(type, String(maximum))).toEqual(integer(maximum));
    const range = `(${String(minimum).replace('-', '−')} to ${maximum})`;
    expect(reasonOf(type, String(minimum - 1n))).toBe(`b: ${minimum - 1n} does not fit ${type} ${range}`);
    expect(reasonOf(type, String(maximum + 1n))).toBe(`b: ${maximum + 1n} does not fit ${type} ${range}`);
  });

  it('says what does not fit in one sentence', () => {
    expect(reasonOf('int8_t', '300')).toBe('b: 300 does not fit int8_t (−128 to 127)');
  });

  it('is exact for every 64-bit value, in every base', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        for (const text of [
          `${value}`,
          `0x${value.toString(16)}`,
          `0b${value.toString(2)}`,
          `0o${value.toString(8)}`,
        ]) {
          expect(encoded('uint64_t', text)).toEqual(integer(value));
        }
        expect(encoded('int64_t', ` -${value / 2n} `)).toEqual(integer(-(value / 2n)));
      }),
    );
  });

  it.each([
    ["'a'", 97n],
    ["'\\n'", 10n],
    ["'\\''", 39n],
    ["'\\\\'", 92n],
    ["'\"'", 34n],
    ["'\\0'", 0n],
    ["'\\x41'", 65n],
    ["'\\101'", 65n],
    ["' '", 32n],
    ['+7', 7n],
    ['−7', -7n],
    ['-0x1F', -31n],
  ])('%s is %s', (text, value) => {
    expect(encoded('int', text)).toEqual(integer(value));
  });

  it('reads byte escapes as the bits of an 8-bit type', () => {
    expect(encoded('char', "'\\xff'")).toEqual(integer(-1n));
    expect(encoded('unsigned char', "'\\xff'")).toEqual(integer(255n));
    expect(encoded('char32_t', "'😀'")).toEqual(integer(0x1f600n));
    expect(encoded('int', "'\\u00e9'")).toEqual(integer(0xe9n));
  });

  it.each([
    ['1.5', 'b: 1.5 is not a whole number; int has no fraction'],
    ['1e3', 'b: 1e3 is not a whole number; int has no fraction'],
    ['', 'b: missing; a number is expected'],
    ['  ', 'b: missing; a number is expected'],
    ['010', 'b: "010" begins with 0, which C reads as octal; write 0o… or drop the 0'],
    ['abc', 'b: "abc" is not a number; int takes 12, -12, 0xc, 0b1100, 0o14 or \'a\''],
    ['0x', 'b: "0x" is not a number; int takes 12, -12, 0xc, 0b1100, 0o14 or \'a\''],
    ['1 2', 'b: "1 2" is not a number; int takes 12, -12, 0xc, 0b1100, 0o14 or \'a\''],
    ["'ab'", 'b: "\'ab\'" is not one character in single quotes'],
    ["''", 'b: "\'\'" is not one character in single quotes'],
    ["'\\q'", 'b: \\q is not an escape of C'],
    ['9'.repeat(500), 'b: 500 characters are too long for a number'],
  ])('refuses %s', (text, message) => {
    expect(reasonOf('int', text)).toBe(message);
  });

  it('shows the way from a bare letter to a character', () => {
    expect(reasonOf('char', 'x')).toBe('b: "x" is not a number; write \'x\' for the character');
    expect(reasonOf('char', "'é'")).toBe(
      'b: "\'é\'" takes more than one byte in UTF-8 and does not fit char',
    );
  });
});

describe('bool and float', () => {
  it('takes true, false, 1 and 0', () => {
    expect(['true', '1', 'TRUE', ' false ', '0'].map((text) => encoded('bool', text))).toEqual(
      [true, true, true, false, false].map((value) => ({ kind: 'bool', value })),
    );
    expect(reasonOf('bool', '2')).toBe('b: "2" is not true, false, 1 or 0');
  });

  it.each([
    ['1.5', 1.5],
    ['-0', -0],
    ['−2', -2],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-320', 1e-320],
    ['1.5f', 1.5],
    ['nan', Number.NaN],
    ['-NaN', Number.NaN],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['0x10', 16],
    ['0x1.8p3', 12],
    ['-0x.8', -0.5],
    ['0x1p-1074', 5e-324],
    ['1e-999', 0],
  ])('double %s', (text, value) => {
    expect(encoded('double', text)).toEqual(float(value));
  });

  it('reads back what JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (value) => {
        expect(encoded('double', Object.is(value, -0) ? '-0' : String(value))).toEqual(float(value));
      }),
    );
  });

  it('rounds to float as C does and refuses what would become infinity', () => {
    expect(encoded('float', '0.1')).toEqual(float(Math.fround(0.1)));
    expect(encoded('float', '3.4028234663852886e38')).toEqual(float(3.4028234663852886e38));
    expect(reasonOf('float', '3.5e38')).toBe(
      'b: 3.5e38 does not fit float (at most ±3.4028234663852886e38); write inf for infinity',
    );
    expect(reasonOf('double', '1e309')).toContain('1e309 does not fit double');
    expect(reasonOf('double', 'abc')).toContain('"abc" is not a number');
    expect(reasonOf('double', '')).toBe('b: missing; a number is expected');
  });
});

describe('strings and pointers', () => {
  it('takes the text as it is', () => {
    for (const text of ['', ' ', 'hello', 'a\\n', '0x10', 'null', 'grüße 😀', "it's", 'say "hi"']) {
      expect(encoded('const char *', text)).toEqual(string(text));
    }
  });

  it('reads NULL as no string, and as text only in quotes', () => {
    expect(encoded('const char *', 'NULL')).toEqual({ kind: 'address', value: 0n });
    expect(encoded('char *', 'nullptr')).toEqual({ kind: 'address', value: 0n });
    expect(encoded('const char *', '"NULL"')).toEqual(string('NULL'));
  });

  it('reads C escapes in quotes only', () => {
    expect(encoded('const char *', '"a\\tb\\x41\\102\\u00e9\\"\\\\"')).toEqual(string('a\tbAB\u00e9"\\'));
    expect(encoded('const char *', '"\\xc3\\xa9"')).toEqual(string('é'));
    expect(encoded('const char *', '""')).toEqual(string(''));
  });

  it.each([
    ['a\0b', 'a NUL character inside the string'],
    ['"a\\0b"', 'a NUL character inside the string'],
    ['"open', 'the quotation mark is not closed'],
    ['"', 'the quotation mark is not closed'],
    ['"a"b"', 'a " inside the quotes must be written \\"'],
    ['"\\xff"', 'the bytes written with \\x are not UTF-8'],
    ['"\\q"', '\\q is not an escape of C'],
    ['"a\\"', 'a backslash at the end escapes nothing'],
    ['\ud800', 'half of a character'],
  ])('refuses %j', (text, reason) => {
    expect(reasonOf('const char *', text)).toContain(reason);
  });

  it('takes addresses for all other pointers', () => {
    expect(encoded('void *', 'NULL')).toEqual({ kind: 'address', value: 0n });
    expect(encoded('FILE *', '0')).toEqual({ kind: 'address', value: 0n });
    expect(encoded('int *', '0x7FFFdead')).toEqual({ kind: 'address', value: 0x7fffdeadn });
    expect(encoded('int *', '18446744073709551615')).toEqual({ kind: 'address', value: 2n ** 64n - 1n });
    expect(reasonOf('int *', '18446744073709551616')).toContain('does not fit a 64-bit address');
    expect(reasonOf('int *', '-1')).toContain('"-1" is not an address');
    expect(reasonOf('int *', '')).toContain('missing');
  });
});

describe('all arguments of a call', () => {
  const add = prototypeOf('int add(int a, int)');

  it('keeps their order', () => {
    expect(encodeArguments(add, ['3', '4'])).toEqual({
      ok: true,
      value: { values: [integer(3n), integer(4n)], extra: [], records: [] },
    });
  });

  it.each([
    [[], 'a', 'a: missing; add takes 2 arguments, 0 given'],
    [['3'], 'arg 2', 'arg 2: missing; add takes 2 arguments, 1 given'],
    [['3', '4', '5'], 'arg 3', 'arg 3: one too many; add takes 2 arguments'],
    [['3', 'x'], 'arg 2', undefined],
  ])('names the argument of %j', (texts, argument, message) => {
    const outcome = encodeArguments(add, texts);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'bad-argument', argument } });
    if (message && !outcome.ok) expect(outcome.failure.message).toBe(message);
  });

  it('takes the empty string, but not its absence', () => {
    const prototype = prototypeOf('size_t strlen(const char *s)');
    expect(encodeArguments(prototype, [''])).toMatchObject({ ok: true, value: { values: [string('')] } });
    expect(encodeArguments(prototype, [])).toMatchObject({ ok: false, failure: { argument: 's' } });
  });

  it('never throws, whatever is typed', () => {
    const types = ['int', 'uint64_t', 'char', 'bool', 'float', 'double', 'const char *', 'void *'];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.string({ unit: 'binary' }), (type, text) => {
        const outcome = encode(type, text);
        expect(outcome.ok || outcome.failure.message.startsWith('b: ')).toBe(true);
      }),
    );
  });
});

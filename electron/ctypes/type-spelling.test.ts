import { describe, expect, it } from 'vitest';
import type { CType } from '../contract/prototype.ts';
import { parsePrototype } from './parse-prototype.ts';
import {
  arrayOf,
  declare,
  defaultDirection,
  functionPointer,
  isBytePointer,
  isCString,
  pointerTo,
  referenceTo,
  signatureText,
} from './type-spelling.ts';

const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
const char: CType = { kind: 'integer', spelling: 'char', bits: 8, signed: true, character: true };
const nothing: CType = { kind: 'void', spelling: 'void' };
const point: CType = { kind: 'record', spelling: 'struct point', record: 0 };
const compare = functionPointer(int, [
  { name: null, type: pointerTo(nothing, true) },
  { name: null, type: pointerTo(nothing, true) },
]);
/** A typedef of the type. */
const named = (type: CType, spelling: string): CType => ({ ...type, spelling });

describe('how C writes a type, and a declaration with it', () => {
  it.each<readonly [CType, string, string]>([
    [int, 'int', 'int x'],
    [pointerTo(char, true), 'const char *', 'const char *x'],
    [pointerTo(pointerTo(char, false), true), 'char *const *', 'char *const *x'],
    [arrayOf(char, 16), 'char[16]', 'char x[16]'],
    [arrayOf(int, 0), 'int[]', 'int x[]'],
    [arrayOf(arrayOf(int, 3), 2), 'int[2][3]', 'int x[2][3]'],
    [arrayOf(pointerTo(char, true), 4), 'const char *[4]', 'const char *x[4]'],
    [pointerTo(arrayOf(int, 4), true), 'const int (*)[4]', 'const int (*x)[4]'],
    [compare, 'int (*)(const void *, const void *)', 'int (*x)(const void *, const void *)'],
    [
      pointerTo(compare, true),
      'int (*const *)(const void *, const void *)',
      'int (*const *x)(const void *, const void *)',
    ],
    [arrayOf(functionPointer(nothing, [], true), 3), 'void (*[3])(...)', 'void (*x[3])(...)'],
    [
      functionPointer(compare, [{ name: 'n', type: int }]),
      'int (*(*)(int n))(const void *, const void *)',
      'int (*(*x)(int n))(const void *, const void *)',
    ],
    [functionPointer(nothing, []), 'void (*)(void)', 'void (*x)(void)'],
    [referenceTo(point, true), 'const struct point &', 'const struct point &x'],
    [referenceTo(point, false, '&&'), 'struct point &&', 'struct point &&x'],
    [referenceTo(arrayOf(int, 3), false), 'int (&)[3]', 'int (&x)[3]'],
    [pointerTo(named(compare, 'compare_t'), true), 'const compare_t *', 'const compare_t *x'],
    [arrayOf(named(arrayOf(int, 3), 'row'), 2), 'row[2]', 'row x[2]'],
    [named(pointerTo(point, false), 'handle'), 'handle', 'handle x'],
  ])('%#: %o', (type, spelling, declaration) => {
    expect(type.spelling).toBe(spelling);
    expect(declare(type, '')).toBe(spelling);
    expect(declare(type, 'x')).toBe(declaration);
  });

  it.each([
    ['int add(int a, int b)', '(int a, int b) → int'],
    ['void f(void)', '() → void'],
    ['int printf(const char *format, ...)', '(const char *format, ...) → int'],
    ['double C::area(const C *this)', '() const → double'],
    ['void C::scale(C *this, double by)', '(double by) → void'],
    ['int (*f(int))(char)', '(int) → int (*)(char)'],
  ])('%s is listed as %s', (text, signature) => {
    const parsed = parsePrototype(text);
    expect(parsed.ok && signatureText(parsed.value)).toBe(signature);
  });
});

describe('what a pointer is good for', () => {
  const typeOf = (text: string): CType => {
    const parsed = parsePrototype(`void f(${text})`);
    const type = parsed.ok ? parsed.value.parameters[0]?.type : undefined;
    if (!type) throw new Error(text);
    return type;
  };

  it.each([
    ['const char *', true, true, 'in'],
    ['char *', true, true, 'out'],
    ['unsigned char *', false, true, 'out'],
    ['const uint8_t *', false, true, 'in'],
    ['std::byte *', false, true, 'out'],
    ['void *', false, true, 'inout'],
    ['char &', false, false, 'out'],
    ['bool *', false, false, 'out'],
    ['int *', false, false, 'out'],
    ['char **', false, false, 'out'],
    ['const char *const *', false, false, 'in'],
    ['struct point *', false, false, 'inout'],
    ['int (*)[3]', false, false, 'inout'],
    ['int', false, false, 'in'],
  ])('%s: a string %s, bytes %s, direction %s', (text, isString, isBytes, direction) => {
    const type = typeOf(text);
    expect([isCString(type), isBytePointer(type), defaultDirection(type)]).toEqual([
      isString,
      isBytes,
      direction,
    ]);
  });
});

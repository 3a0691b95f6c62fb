import { describe, expect, it } from 'vitest';
import type { CType, Prototype } from '../contract/prototype.ts';
import { parsePrototype } from './parse-prototype.ts';
import { aarch64, type Target, x8664 } from './scalar-types.ts';
import { formatPrototype, isCString } from './type-spelling.ts';

function parsed(text: string, target: Target = x8664): Prototype {
  const outcome = parsePrototype(text, target);
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function resultOf(type: string, target: Target = x8664): CType {
  return parsed(`${type} f(void)`, target).result;
}

function messageOf(text: string): string {
  const outcome = parsePrototype(text);
  if (outcome.ok) throw new Error(`accepted: ${formatPrototype(outcome.value)}`);
  expect(outcome.failure.code).toBe('bad-prototype');
  return outcome.failure.message;
}

describe('scalar types', () => {
  const integers: readonly (readonly [string, string, number, boolean])[] = [
    ['signed char', 'signed char', 8, true],
    ['char unsigned', 'unsigned char', 8, false],
    ['short', 'short', 16, true],
    ['int short', 'short', 16, true],
    ['signed short int', 'short', 16, true],
    ['unsigned short', 'unsigned short', 16, false],
    ['int unsigned short', 'unsigned short', 16, false],
    ['int', 'int', 32, true],
    ['signed', 'int', 32, true],
    ['int signed', 'int', 32, true],
    ['unsigned', 'unsigned int', 32, false],
    ['const unsigned int', 'unsigned int', 32, false],
    ['int const unsigned', 'unsigned int', 32, false],
    ['long', 'long', 64, true],
    ['long int signed', 'long', 64, true],
    ['unsigned long', 'unsigned long', 64, false],
    ['long unsigned int', 'unsigned long', 64, false],
    ['long long', 'long long', 64, true],
    ['long signed long int', 'long long', 64, true],
    ['unsigned long long', 'unsigned long long', 64, false],
    ['long int unsigned long', 'unsigned long long', 64, false],
    ['size_t', 'size_t', 64, false],
    ['ssize_t', 'ssize_t', 64, true],
    ['ptrdiff_t', 'ptrdiff_t', 64, true],
    ['intptr_t', 'intptr_t', 64, true],
    ['uintptr_t', 'uintptr_t', 64, false],
    ['off_t', 'off_t', 64, true],
    ['time_t', 'time_t', 64, true],
    ['int8_t', 'int8_t', 8, true],
    ['u_int8_t', 'u_int8_t', 8, false],
    ['uint16_t', 'uint16_t', 16, false],
    ['int32_t', 'int32_t', 32, true],
    ['volatile uint64_t', 'uint64_t', 64, false],
    ['char16_t', 'char16_t', 16, false],
    ['char32_t', 'char32_t', 32, false],
    ['wchar_t', 'wchar_t', 32, true],
  ];
  it.each(integers)('%s is %s of %i bits, signed %s', (text, spelling, bits, signed) => {
    expect(resultOf(text)).toMatchObject({ kind: 'integer', spelling, bits, signed });
  });

  it('knows which types hold characters', () => {
    const characters = ['char', 'signed char', 'unsigned char', 'int8_t', 'int'].map((text) => {
      const type = resultOf(text);
      return type.kind === 'integer' && type.character;
    });
    expect(characters).toEqual([true, true, true, false, false]);
  });

  it('knows float, double, both spellings of bool, and void', () => {
    expect(resultOf('float')).toEqual({ kind: 'float', spelling: 'float', bits: 32 });
    expect(resultOf('double const')).toEqual({ kind: 'float', spelling: 'double', bits: 64 });
    expect(resultOf('bool').kind).toBe('bool');
    expect(resultOf('_Bool').kind).toBe('bool');
    expect(resultOf('void').kind).toBe('void');
  });

  it('takes the sign of char and wchar_t from the machine', () => {
    expect(resultOf('char')).toMatchObject({ signed: true });
    expect(resultOf('char', aarch64)).toMatchObject({ signed: false });
    expect(resultOf('wchar_t', aarch64)).toMatchObject({ signed: false });
    expect(resultOf('signed char', aarch64)).toMatchObject({ signed: true });
  });
});

describe('pointers and parameters', () => {
  it.each([
    ['const char *', 'const char *'],
    ['char const*', 'const char *'],
    ['char **', 'char **'],
    ['char *const *', 'char *const *'],
    ['char *const', 'char *'],
    ['const void * volatile', 'const void *'],
    ['struct point*', 'struct point *'],
    ['const union u *', 'const union u *'],
    ['enum colour *', 'enum colour *'],
    ['FILE *', 'FILE *'],
    ['const my_type *restrict', 'const my_type *'],
    ['unsigned long*', 'unsigned long *'],
  ])('%s is spelled %s', (text, spelling) => {
    expect(resultOf(text).spelling).toBe(spelling);
  });

  it('says what is const behind the pointer', () => {
    expect(resultOf('const char *')).toMatchObject({
      kind: 'pointer',
      toConst: true,
      to: { spelling: 'char' },
    });
    expect(resultOf('char *const')).toMatchObject({ kind: 'pointer', toConst: false });
    expect(resultOf('FILE *')).toMatchObject({ to: { kind: 'opaque', spelling: 'FILE' } });
  });

  it('tells C strings from other pointers', () => {
    const texts = ['const char *', 'char *', 'unsigned char *', 'char **', 'void *', 'char'];
    expect(texts.map((text) => isCString(resultOf(text)))).toEqual([true, true, false, false, false, false]);
  });

  it.each([
    ['int main(int argc, char *argv[])', 'int main(int argc, char **argv)'],
    ['int sum(const int values[static 4], size_t)', 'int sum(const int *values, size_t)'],
    ['double det(double m[3][3])', 'double det(double *m)'],
    ['void each(struct node nodes[])', 'void each(struct node *nodes)'],
    ['int none()', 'int none(void)'],
    ['int none(void);', 'int none(void)'],
    ['extern "C" int add(int a, int b);', 'int add(int a, int b)'],
    ['extern int add(int, int) noexcept;', 'int add(int, int)'],
    ['size_t strlen(const char *s) __attribute__((pure, nonnull(1)));', 'size_t strlen(const char *s)'],
    ['[[nodiscard]] int f(int a /* first */) // last', 'int f(int a)'],
    ['\n unsigned\tf ( int\n a )\n', 'unsigned int f(int a)'],
    ['int größe$1(int µ)', 'int größe$1(int µ)'],
    [
      'void *memcpy(void *restrict d, const void *__restrict s, size_t n)',
      'void *memcpy(void *d, const void *s, size_t n)',
    ],
  ])('%s is %s', (text, written) => {
    expect(formatPrototype(parsed(text))).toBe(written);
    expect(parsed(written)).toEqual(parsed(text));
  });
});

describe('what is refused, and the way out', () => {
  it.each([
    ['', 'The prototype is empty; write one like int add(int a, int b).'],
    ['add(int a)', 'The result type is missing: write it before add, as in int add(…).'],
    ['int', 'At character 4: the name of the function is expected after the result type.'],
    ['int add', 'At character 8: "(" and the parameters are expected after add.'],
    ['int add(int a', 'At character 14: "," or ")" is expected after a parameter.'],
    ['int add(int a,)', 'At character 15: Parameter 2 is missing.'],
    ['int add(int a b)', 'At character 15: "," or ")" is expected after a parameter.'],
    ['int add(int a) x', 'At character 16: "x" is not expected after the prototype.'],
    ['int add(int a, int a)', 'Two parameters are named a.'],
    ['int f(void x)', 'Parameter 1 has the type void; write a type, or (void) for no parameters.'],
    ['long double f(void)', 'The result: long double is not supported yet.'],
    ['int f(double long x)', 'Parameter 1: long double is not supported yet.'],
    [
      'int f(struct point p)',
      'Parameter 1 (p): struct point by value is not supported yet; only a pointer to it (struct point *) can be passed.',
    ],
    [
      'struct point f(void)',
      'The result of f: struct point by value is not supported yet; only a pointer to it (struct point *) can be passed.',
    ],
    ['int f(unit8_t a)', 'Parameter 1: the type name unit8_t of a is unknown; did you mean uint8_t?'],
    ['int f(sizet)', 'Parameter 1: the type name sizet is unknown; did you mean size_t?'],
    [
      'int f(GtkWidget w)',
      'Parameter 1: the type name GtkWidget of w is unknown; write the C type behind it (int, unsigned long, …), or GtkWidget * if it is a pointer.',
    ],
    ['int f(short double a)', 'Parameter 1: "short double" is not a type; these words do not go together.'],
    [
      'int f(long long long a)',
      'Parameter 1: "long long long" is not a type; these words do not go together.',
    ],
    [
      'int f(unsigned signed a)',
      'Parameter 1: "unsigned signed" is not a type; these words do not go together.',
    ],
    ['int f(int int)', 'Parameter 1: "int int" is not a type; these words do not go together.'],
    [
      'int f(enum colour c)',
      'Parameter 1: the width of enum colour is not known; write int or unsigned int, whichever the compiler chose.',
    ],
    ['int f(__int128 a)', 'Parameter 1: 128-bit integers are not supported yet.'],
    [
      'int f(int &a)',
      'At character 11: C++ references are not supported; write a pointer (*), which is passed the same way.',
    ],
    [
      'int f(std::string s)',
      'Parameter 1: std::… is a C++ type and cannot be passed; a pointer can: write void *.',
    ],
    ['int ns::f(int a)', 'The name ns::… is a C++ name; give the mangled name of the symbol instead.'],
    ['int f(int a = 3)', 'Parameter 1: default values belong to C++; leave out "=" and what follows.'],
    [
      'int f(int a) { return a; }',
      'At character 14: only the prototype is wanted; leave out the body in braces.',
    ],
    ['int f(int a /* b)', 'At character 13: the comment is never closed.'],
    ['int f(int a) #', 'At character 14: "#" has no meaning in a C prototype.'],
    ['int f(int a[3)', 'Parameter 1: "]" is missing.'],
  ])('%s', (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it('says of variadics and function pointers that they are not supported yet', () => {
    expect(messageOf('int printf(const char *format, ...)')).toMatch(
      /^Variadic functions \(\.\.\.\) are not supported yet/,
    );
    const functionPointers = [
      'void qsort(void *base, size_t n, size_t w, int (*compare)(const void *, const void *))',
      'int f(int g(int))',
      'void (*signal(int sig, void (*func)(int)))(int)',
    ];
    for (const text of functionPointers)
      expect(messageOf(text)).toContain('function pointers are not supported yet');
  });

  it('bounds what it takes: length, parameters, depth', () => {
    expect(messageOf(`int f(${'int, '.repeat(64)}int)`)).toContain(
      'more than 64 parameters are not supported',
    );
    expect(parsed(`int f(${'int, '.repeat(63)}int)`).parameters).toHaveLength(64);
    expect(messageOf(`int ${'*'.repeat(17)}f(void)`)).toContain('more than 16 "*"');
    expect(messageOf(`int f(int ${'a'.repeat(20_000)})`)).toContain('longer than 20000 characters');
    expect(messageOf(`int f(${'('.repeat(9000)}`)).toContain('parameter 1 has no type');
  });
});

import { describe, expect, it } from 'vitest';
import type { CType, Prototype } from '../contract/prototype.ts';
import { parsePrototype } from './parse-prototype.ts';
import { aarch64, type Target, x8664 } from './scalar-types.ts';
import { formatPrototype, isCString } from './type-spelling.ts';

function parsed(text: string, target: Target = x8664): Prototype {
  const outcome = parsePrototype(text, { target });
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
    ['double det(double m[3][3])', 'double det(double (*m)[3])'],
    ['double det(int n, const double m[n][n])', 'double det(int n, const double *m)'],
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
    [
      'void qsort(void *base, size_t n, size_t w, int (*compare)(const void *, const void *))',
      'void qsort(void *base, size_t n, size_t w, int (*compare)(const void *, const void *))',
    ],
    ['int f(int g(int x))', 'int f(int (*g)(int x))'],
    ['int f(int (size_t), int (g))', 'int f(int (*)(size_t), int g)'],
    ['void (*signal(int sig, void (*func)(int)))(int)', 'void (*signal(int sig, void (*func)(int)))(int)'],
    ['int (*f(int))(char)', 'int (*f(int))(char)'],
    ['int (add)(int a)', 'int add(int a)'],
    ['int (*f(void))[3]', 'int (*f(void))[3]'],
    ['int printf(const char *format, ...)', 'int printf(const char *format, ...)'],
    ['int any(...)', 'int any(...)'],
    [
      'void run(int (*start)(const char *, ...), void *)',
      'void run(int (*start)(const char *, ...), void *)',
    ],
    [
      'int f(char *const *names[2], const int (*rows)[0x10u])',
      'int f(char *const **names, const int (*rows)[16])',
    ],
    ['int f(int (*const table[])(void))', 'int f(int (*const *table)(void))'],
    ['int f(int a[const restrict static 3], int b[*])', 'int f(int *a, int *b)'],
    [
      'int f(long double *x, _Complex float *c, unsigned __int128 *i)',
      'int f(long double *x, float _Complex *c, unsigned __int128 *i)',
    ],
    ['void f(const T &x, std::string &&s, int (&a)[3])', 'void f(const T &x, std::string &&s, int (&a)[3])'],
    ['int &at(int)', 'int &at(int)'],
    ['[[nodiscard]] extern int f(int) __asm__("g") __attribute__((x(")")));', 'int f(int)'],
    ['virtual int a::f(int) throw() override', 'int a::f(int)'],
    [
      'double geometry::Circle::area(const geometry::Circle *this)',
      'double geometry::Circle::area(const geometry::Circle *this)',
    ],
    [
      'double geometry::Circle::area() const noexcept',
      'double geometry::Circle::area(const geometry::Circle *this)',
    ],
    [
      'void geometry::Circle::~Circle(geometry::Circle *this)',
      'void geometry::Circle::~Circle(geometry::Circle *this)',
    ],
    ['int make<int>(int)', 'int make<int>(int)'],
    ['bool operator<(const A &, const A &)', 'bool operator<(const A &, const A &)'],
    ['A *ns::A::operator()<int>(A *this, int)', 'A *ns::A::operator()<int>(A *this, int)'],
    ['int A::operator int(A *this)', 'int A::operator int(A *this)'],
    ['void *operator new[](size_t)', 'void *operator new[](size_t)'],
    [
      'A &std::operator<< <char>(A &, std::vector<int,std::allocator<int>>*)',
      'A &std::operator<< <char>(A &, std::vector<int, std::allocator<int> > *)',
    ],
    [
      'int (anonymous namespace)::f((anonymous namespace)::S *)',
      'int (anonymous namespace)::f((anonymous namespace)::S *)',
    ],
    ['std::size_t f(std::uint8_t *, std::byte)', 'std::size_t f(std::uint8_t *, std::byte)'],
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
    [
      'long double f(void)',
      'The result of f: long double by value is not supported; a pointer to it (long double *) can be passed.',
    ],
    [
      'int f(double long x)',
      'Parameter 1 (x): long double by value is not supported; a pointer to it (long double *) can be passed.',
    ],
    [
      'int f(struct point p)',
      'Parameter 1 (p): the layout of struct point is not known, so it cannot be passed by value; add a header that defines it, or write struct point * if it is a pointer.',
    ],
    [
      'struct point f(void)',
      'The result of f: the layout of struct point is not known, so it cannot be passed by value; add a header that defines it, or write struct point * if it is a pointer.',
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
    [
      'int f(__int128 a)',
      'Parameter 1 (a): __int128 by value is not supported; a pointer to it (__int128 *) can be passed.',
    ],
    [
      'int f(std::string s)',
      'Parameter 1: the type name std::string of s is unknown; write the C type behind it (int, unsigned long, …), or std::string * if it is a pointer.',
    ],
    [
      'int f(int (*compare)(unit8_t))',
      'Parameter 1: the type name unit8_t of compare is unknown; did you mean uint8_t?',
    ],
    [
      'EXPORT int f(int a)',
      'The result: the type name EXPORT of int is unknown; write the C type behind it (int, unsigned long, …), or EXPORT * if it is a pointer.',
    ],
    [
      'geometry::Circle::area()',
      'The result type is missing: write it before geometry::Circle::area, as in int geometry::Circle::area(…).',
    ],
    [
      'Circle::~Circle()',
      'The result type is missing: write it before Circle::~Circle, as in void Circle::~Circle(…).',
    ],
    ['int (*f)(int)', 'f is a pointer to a function and not a function; leave out the "*" before its name.'],
    ['int f(int)[3]', 'The result is a function that returns an array; it can return a pointer.'],
    ['int f(int)(char)', 'The result is a function that returns a function; it can return a pointer.'],
    ['int f(int &*a)', 'Parameter 1 is a pointer to a reference, which C++ does not have.'],
    [
      'int f(int g[2](int))',
      'Parameter 1 is an array of functions; an array of pointers to them can be: (*name[])(…).',
    ],
    ['int f(void &v)', 'Parameter 1 is a reference to void; write void *.'],
    ['int f(int (X::*m)(int))', 'At character 12: pointers to members (X::*) are not supported.'],
    ['int f(..., int)', 'At character 10: ")" is expected after "...".'],
    [
      'int f(int a) const',
      'What stands behind the parameters makes f a method: write its object as the first parameter, as in const T *this.',
    ],
    [
      'struct { int x; } f(void)',
      'The result: a definition in braces is not supported; write struct * alone.',
    ],
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

  it('bounds what it takes: length, parameters, depth', () => {
    expect(messageOf(`int f(${'int, '.repeat(64)}int)`)).toContain(
      'more than 64 parameters are not supported',
    );
    expect(parsed(`int f(${'int, '.repeat(63)}int)`).parameters).toHaveLength(64);
    expect(messageOf(`int ${'*'.repeat(17)}f(void)`)).toContain('more than 16 "*"');
    expect(messageOf(`int f(int ${'a'.repeat(20_000)})`)).toContain('longer than 20000 characters');
    expect(messageOf(`int f(${'('.repeat(9000)}`)).toContain('parameter 1 has no type');
    expect(messageOf(`int f(int ${'('.repeat(9000)}`)).toContain('more than 32 declarators');
    expect(messageOf(`int f(${'int (*)('.repeat(2000)}`)).toContain('more than 32 declarators');
    expect(messageOf(`int f(a${'<'.repeat(9000)}`)).toContain('">" is missing');
  });
});

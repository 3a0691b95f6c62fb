import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../elf/testing/mutations.ts';
import { blankDirectives } from './blank-directives.ts';
import { modelOf, readEverything } from './testing/models.ts';

function chain(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n');
}

/** Text that is made to hurt, and a declaration that must survive it. */
const hostile: Readonly<Record<string, string>> = {
  nothing: '',
  'a NUL and other control characters': '\0\x01\x02;\u{fffd}\ud800;',
  'braces without end': '{'.repeat(100_000),
  'closing braces': '}'.repeat(100_000),
  'a pointer of 100,000 stars': `int ${'*'.repeat(100_000)}p;`,
  'parentheses in parentheses': `int ${'('.repeat(50_000)}f${')'.repeat(50_000)};`,
  'functions that return functions': `int ${'(*'.repeat(2000)}f${')(void)'.repeat(2000)};`,
  'structs in structs': `${'struct { '.repeat(20_000)}int x;${'} a; '.repeat(20_000)}`,
  'a long chain of typedefs': `typedef int t0;\n${chain(4000, (n) => `typedef t${n} *t${n + 1};`)}\nint deep(t4000 x);`,
  'a typedef chain backwards': `${chain(4000, (n) => `typedef t${n + 1} t${n};`)}\nint deep(t0 x);`,
  'typedefs in a circle': 'typedef a b; typedef b a; int f(a x); struct s { a x; };',
  'records that hold each other': 'struct a { struct b b; }; struct b { struct a a; }; int f(struct a x);',
  'records 4,000 deep by value': `struct r0 { int x; };\n${chain(4000, (n) => `struct r${n + 1} { struct r${n} x; };`)}\nint deep(struct r4000 *x);`,
  'a type that doubles at each step': `typedef void f0(int);\n${chain(60, (n) => `typedef void f${n + 1}(f${n} *, f${n} *);`)}\nf60 doubled;`,
  'an enumeration of itself': 'enum e { A = B, B = A, C = sizeof(enum e), D = (enum e) 1 }; int f(enum e);',
  'expressions without end': `int a[${'(1+'.repeat(30_000)}1${')'.repeat(30_000)}]; int b[${'-'.repeat(100_000)}1];`,
  'the largest numbers':
    'struct s { char a[0x7fffffffffffffff]; char b[18446744073709551615u]; int x : 4294967295; }; typedef char t[1ull << 63][1ull << 63]; struct u { t a; };',
  'alignments out of reach':
    'struct s { int x __attribute__((aligned(1ull << 62))); } __attribute__((aligned(-8))); _Alignas(0) int y;',
  'pragmas without sense': `#pragma pack(\n#pragma pack(push, x, y, 3, 4)\n${'#pragma pack(push)\n'.repeat(5000)}#pragma pack(pop, nothing)\nstruct s { char c; int x; };`,
  'line markers that lie':
    '# 4294967295 "\\777\\"x" 1 2 3 4\n# 0 ""\n# 99999999999 "x"\n#line 3 "y"\nint f(void);',
  'strings and comments without end':
    'int f(void); char *s = "abc\n int g(void); \'x\n int h(void); /* never closed',
  'attributes without end':
    'int f(void) __attribute__((aligned(8); __attribute__ __attribute__ int x; __asm__("',
  'a list of 20,000 parameters': `int wide(${Array.from({ length: 20_000 }, () => 'int').join(', ')});`,
  'names of prototypes':
    'int __proto__(void); int constructor(int); struct toString { int hasOwnProperty; }; typedef int valueOf; valueOf f(void);',
  'ten thousand declarations that end nowhere': 'struct {\n'.repeat(10_000),
  'a string of eight megabytes': `char *s = "${'a'.repeat(8_000_000)}";`,
  'a string of escapes without end': `char *s = "${'\\a'.repeat(500_000)}`,
  'words that could go on': `${'enum '.repeat(100_000)}${'long '.repeat(100_000)}_Complex ${'typedef '.repeat(50_000)};`,
  'empty members': `struct s { ${';'.repeat(500_000)} int x; };`,
  'macros that grow': `#define A B B B B B B B B\n#define B C C C C C C C C\n#define C D D D D D D D D\n#define D E E E E E E E E\n${'A A A A A A A A A A;\n'.repeat(200)}`,
  'calls of macros without end': 'A((B((C(('.repeat(50_000),
  'an attribute of a megabyte': `int x __attribute__((${' '.repeat(500_000)}aligned${'a'.repeat(500_000)})); struct s { int x; } __attribute__((packed${' '.repeat(100_000)}x));`,
  'one line of a megabyte': `int ${'a'.repeat(1_000_000)};`,
};

describe('hostile text', () => {
  test.each(Object.entries(hostile))('%s', async (_name, text) => {
    for (const language of ['C', 'C++'] as const) {
      const model = await modelOf(`int first(int a);\n${text}`, language);
      expect(readEverything(model)).toBeGreaterThanOrEqual(0);
      if (language === 'C') expect(model.functions.get('first')?.text).toBe('int first(int a)');
    }
    const lines = text.replace(/\r\n?/g, '\n').split('\n').length;
    expect(blankDirectives(text).split('\n').length).toBe(lines);
  });

  test('a text without bound is refused with one problem', async () => {
    const model = await modelOf(' '.repeat(64 * 1024 * 1024 + 1));
    expect(model.problems).toEqual([
      { message: 'The text is longer than 64 MB and was not read.', line: null },
    ]);
  });

  test('what a chain of types is too long for is known by name', async () => {
    const model = await modelOf(hostile['a long chain of typedefs'] ?? '');
    expect(model.functions.get('deep')?.text).toBe('int deep(t4000 x)');
  });
});

const seedHeader = `
#if defined(A) && B > 2
# pragma pack(push, 4)
typedef struct point { int x, y; unsigned flags : 3, : 0; struct { char c[4]; union { float f; long l; }; } in; } point_t;
# pragma pack(pop)
#else
typedef struct point point_t;
#endif
enum color { RED = 1 << 2, GREEN = sizeof(int), BLUE = 'b' } __attribute__((packed));
extern "C" {
API_EXPORT int (*find(const char *name, int (*compare)(const void *, const void *)))(int, ...) __attribute__((pure));
extern const unsigned char *const table[RED][2]; static inline int f(int x) { return x + '{'; }
void *copy(void *__restrict to, const void *from, size_t n) __asm__("real_copy"); _Static_assert(1, "x");
typedef int (*visitor)(struct point, enum color *, long double, va_list); visitor pick(point_t p, visitor v);
}
`;
const pieces = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '*',
  '"',
  "'",
  '\\',
  '/*',
  '*/',
  '//',
  '\n',
  '#if',
  '#endif',
  '#else',
  ':',
  '=',
  'struct ',
  'enum ',
  'typedef ',
  'const ',
  'int ',
  '__attribute__((',
  '))',
  'sizeof(',
  '0x',
  '\0',
  '…',
  'point_t ',
  '# 1 "x"\n',
  '#pragma pack(',
  'extern "C" {',
  '@',
];

function mutate(text: string, random: SeededRandom): string {
  let mutated = text;
  for (let count = 1 + random.below(5); count > 0; count -= 1) {
    const at = random.below(mutated.length);
    const length = random.below(random.below(4) === 0 ? 80 : 4);
    const piece = pieces[random.below(pieces.length)] ?? '';
    const from = random.below(mutated.length);
    const inserted = random.below(4) === 0 ? mutated.slice(from, from + random.below(60)) : piece;
    mutated = mutated.slice(0, at) + inserted + mutated.slice(at + length);
  }
  return mutated;
}

test('2,000 damaged headers are read without a throw', async () => {
  const random = new SeededRandom(20_262);
  let functions = 0;
  for (let round = 0; round < 2000; round += 1) {
    const text = mutate(seedHeader, random);
    const prepared = round % 2 === 0 ? blankDirectives(text) : text;
    const model = await modelOf(prepared, round % 5 === 0 ? 'C++' : 'C');
    readEverything(model);
    functions += model.functions.size;
  }
  expect(functions).toBeGreaterThan(2000);
}, 120_000);

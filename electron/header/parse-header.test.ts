import { describe, expect, test } from 'vitest';
import type { Prototype } from '../contract/prototype.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import { modelOf } from './testing/models.ts';

async function prototypeOf(text: string, name: string): Promise<Prototype> {
  const suggestion = (await modelOf(text)).functions.get(name);
  if (!suggestion?.prototype)
    throw new Error(`no prototype: ${suggestion?.notes.join(' ') ?? 'not declared'}`);
  return suggestion.prototype;
}

describe('declarators', () => {
  test.each([
    ['int add(int a, int b);', 'add', 'int add(int a, int b)'],
    ['extern const char *name(void);', 'name', 'const char *name(void)'],
    [
      'char *const *f(const char *const names[], int n);',
      'f',
      'char *const *f(const char *const *names, int n)',
    ],
    ['int (*find(const char *name))(int, double);', 'find', 'int (*find(const char *name))(int, double)'],
    [
      'void each(int (*visit)(void *, const char **), void *);',
      'each',
      'void each(int (*visit)(void *, const char **), void *)',
    ],
    ['void table(int (*rows[4])(long));', 'table', 'void table(int (**rows)(long))'],
    ['void grid(double m[][3][4]);', 'grid', 'void grid(double (*m)[3][4])'],
    [
      'void (*signal(int sig, void (*func)(int)))(int);',
      'signal',
      'void (*signal(int sig, void (*func)(int)))(int)',
    ],
    ['int print(const char *format, ...);', 'print', 'int print(const char *format, ...)'],
    ['int none();', 'none', 'int none(void)'],
    [
      'unsigned f(unsigned long int, long long unsigned x, signed char c);',
      'f',
      'unsigned int f(unsigned long, unsigned long long x, signed char c)',
    ],
    [
      'void callee(int compare(const void *, const void *));',
      'callee',
      'void callee(int (*compare)(const void *, const void *))',
    ],
    [
      'typedef int compare_t(const void *, const void *); compare_t by_name;',
      'by_name',
      'int by_name(const void *, const void *)',
    ],
    [
      'typedef int row[4]; void sum(row values, const row *more);',
      'sum',
      'void sum(int *values, const row *more)',
    ],
    ['int f(int (x), char (*y));', 'f', 'int f(int x, char *y)'],
    [
      'void *copy(void *restrict to, const void *__restrict from, unsigned long n) __attribute__((nonnull(1, 2)));',
      'copy',
      'void *copy(void *to, const void *from, unsigned long n)',
    ],
    ['int a(int), b(char), *c(void);', 'c', 'int *c(void)'],
    ['__extension__ extern __inline__ long g(register int volatile x);', 'g', 'long g(int x)'],
    ['typedef const struct s *view; int read_view(view v);', 'read_view', 'int read_view(view v)'],
    ['[[nodiscard]] int checked([[maybe_unused]] int x);', 'checked', 'int checked(int x)'],
  ])('%s', async (text, name, expected) => {
    const suggestion = (await modelOf(text)).functions.get(name);
    expect(suggestion?.text).toBe(expected);
    expect(suggestion?.notes).toEqual([]);
  });

  test('the text of a prototype, parsed again in the scope of the header, is the same prototype', async () => {
    const model = await modelOf(`
      typedef struct point { int x; int y; } point_t;
      enum color { RED, GREEN = 5 };
      typedef void (*visitor_t)(const point_t *, enum color, void *);
      int walk(struct point from, point_t *to, visitor_t visit, enum color paint, char buffer[16]);
      point_t (*maker(unsigned kind))(int, ...);
    `);
    for (const name of ['walk', 'maker']) {
      const suggestion = model.functions.get(name);
      const parsed = parsePrototype(suggestion?.text ?? '', { scope: model.scope });
      expect(parsed).toEqual({ ok: true, value: suggestion?.prototype });
    }
  });

  test('const in front of a typedef of a struct decides what its pointer points to', async () => {
    const { parameters } = await prototypeOf(
      'typedef struct s s; typedef const s cs; void f(const s *a, s *const b, cs *c, s const *d, char *const *e);',
      'f',
    );
    expect(parameters.map(({ type }) => type.kind === 'pointer' && type.toConst)).toEqual([
      true,
      false,
      true,
      true,
      true,
    ]);
  });
});

describe('records and enumerations', () => {
  test('a struct without a tag has the name of its typedef', async () => {
    const { records, parameters } = await prototypeOf(
      'typedef struct { char c; double d; } pair; void f(pair p);',
      'f',
    );
    expect(records).toEqual([
      {
        keyword: 'struct',
        spelling: 'pair',
        size: 16,
        alignment: 8,
        passedByReference: false,
        members: [
          {
            name: 'c',
            offset: 0,
            bits: null,
            type: expect.objectContaining({ kind: 'integer', spelling: 'char' }),
          },
          { name: 'd', offset: 8, bits: null, type: expect.objectContaining({ kind: 'float', bits: 64 }) },
        ],
      },
    ]);
    expect(parameters[0]?.type).toEqual({ kind: 'record', spelling: 'pair', record: 0 });
  });

  test('records that refer to each other stay finite', async () => {
    const { records } = await prototypeOf(
      'struct b; struct a { struct b *b; struct a *next; }; struct b { struct a inside; int n; }; int f(struct a *);',
      'f',
    );
    expect(records.map(({ spelling, size }) => [spelling, size])).toEqual([
      ['struct a', 16],
      ['struct b', 24],
    ]);
  });

  test('behind more than three pointers only the name is known', async () => {
    const text = [
      'struct s0 { int end; };',
      ...Array.from({ length: 8 }, (_, n) => `struct s${n + 1} { struct s${n} *next; };`),
    ].join('\n');
    const { records } = await prototypeOf(`${text} int f(struct s8 *);`, 'f');
    expect(records.map(({ spelling }) => spelling)).toEqual(['struct s8', 'struct s7', 'struct s6']);
    expect(records.at(-1)?.members?.[0]?.type).toMatchObject({
      to: { kind: 'opaque', spelling: 'struct s5' },
    });
  });

  test('by value everything is there, however deep, and behind pointers at most 400 records', async () => {
    const chain = [
      'struct v0 { int end; };',
      ...Array.from({ length: 60 }, (_, n) => `struct v${n + 1} { struct v${n} in; };`),
    ];
    expect((await prototypeOf(`${chain.join('\n')} int f(struct v60);`, 'f')).records.length).toBe(61);
    const many = Array.from({ length: 1000 }, (_, n) => `struct m${n} { int x; };`);
    const members = Array.from({ length: 1000 }, (_, n) => `struct m${n} *p${n};`);
    const { records } = await prototypeOf(
      `${many.join('')} struct all { ${members.join(' ')} }; int f(struct all *);`,
      'f',
    );
    expect(records.length).toBe(400);
    expect(records[0]?.members?.length).toBe(1000);
  });

  test.each([
    ['enum e { A, B }', 32, false, [0n, 1n]],
    ['enum e { A = -1, B }', 32, true, [-1n, 0n]],
    ['enum e { A = 1 << 3, B = A | 1, C = sizeof(int) }', 32, false, [8n, 9n, 4n]],
    ['enum e { A = 0xffffffff, B }', 64, false, [4294967295n, 4294967296n]],
    ['enum e { A = -1, B = 0x80000000 }', 64, true, [-1n, 2147483648n]],
    ['enum __attribute__((packed)) e { A, B = 255 }', 8, false, [0n, 255n]],
    ['enum e : unsigned short { A }', 16, false, [0n]],
  ] as const)('%s', async (text, bits, signed, values) => {
    const found = (await modelOf(`${text};`)).scope.find('enum e');
    expect(found?.type).toMatchObject({ kind: 'enum', spelling: 'enum e', bits, signed });
    expect(found?.type.kind === 'enum' && found.type.constants.map(({ value }) => value)).toEqual(values);
  });

  test.each([
    'struct s { unknown_t u; int x; }',
    'struct s { int x __attribute__((vector_size(16))); }',
    'struct s { int a[MISSING]; }',
    'struct s { int x : MISSING; }',
    'struct s { int x : 40; }',
    'struct s { struct s inside; }',
    'struct s { struct later l; }',
    'struct s { int x __attribute__((aligned(MISSING))); }',
    'struct s { int x; } __attribute__((scalar_storage_order("big-endian")))',
    'struct s { __typeof__(1 + 1) x; }',
    'struct s { int f(void); }',
    'struct s { void v; }',
    '#pragma ms_struct on\nstruct s { int x; }',
    '#pragma pack(3)\nstruct s { int x; }',
    'struct s { int a[-1]; }',
    'struct s { _Alignas(3) int x; }',
    'struct s { enum e2 e; }',
  ])('an uncertain layout is opaque: %s', async (text) => {
    const found = (await modelOf(`${text};`)).scope.find('struct s');
    expect(found).toEqual({
      type: { kind: 'record', spelling: 'struct s', record: 0 },
      records: [
        {
          keyword: 'struct',
          spelling: 'struct s',
          size: 0,
          alignment: 1,
          members: null,
          passedByReference: false,
        },
      ],
    });
  });

  test('a function that takes an unknown type by value has a text and no prototype, and says why', async () => {
    const model = await modelOf('int f(handle_t h, int x); long double g(void); void h(handle_t *);');
    expect(model.functions.get('f')).toMatchObject({ text: 'int f(handle_t h, int x)', prototype: null });
    expect(model.functions.get('f')?.notes.join()).toContain('handle_t');
    expect(model.functions.get('g')?.notes.join()).toContain('long double');
    expect(model.functions.get('h')?.prototype).not.toBeNull();
  });

  test('types of GCC: modes, complex numbers, 128 bits, lists of arguments', async () => {
    const model = await modelOf(`
      typedef int word_t __attribute__((mode(DI)));
      typedef __builtin_va_list list_t;
      struct s { char c; double _Complex z; __int128 i; long double d; list_t l; word_t w; };
      int f(list_t list);
    `);
    expect(model.scope.find('word_t')?.type).toMatchObject({ kind: 'integer', bits: 64 });
    const found = model.scope.find('struct s');
    expect(found?.records[0]?.members?.map(({ offset }) => offset)).toEqual([0, 8, 32, 48, 64, 88]);
    expect(model.functions.get('f')?.prototype?.parameters[0]?.type.kind).toBe('pointer');
  });
});

describe('what a library can export', () => {
  test('static and inline functions are left out, functions with a body and other names are not', async () => {
    const model = await modelOf(`
      static int hidden(void); static inline int body(int x) { return x; } inline int also(void) { return 1; }
      int real(int x) { if (x) { return '}'; } return 2; }
      extern int renamed(char *) __asm__("" "real_name");
      int after(void);
    `);
    expect([...model.functions.keys()]).toEqual(['real', 'real_name', 'after']);
    expect(model.functions.get('real_name')?.notes).toEqual(['The header declares it as renamed.']);
    expect(model.problems).toEqual([]);
  });

  test('variables with their places', async () => {
    const model = await modelOf(
      'extern int verbosity;\nextern const char names[][8],\n *version;\nstatic int own; extern __thread int each;',
    );
    expect(
      [...model.variables].map(([name, { type, location }]) => [name, type.type.spelling, location.line]),
    ).toEqual([
      ['verbosity', 'int', 1],
      ['names', 'char[][8]', 2],
      ['version', 'const char *', 3],
    ]);
  });

  test('functions of other calling conventions have no prototype', async () => {
    const suggestion = (await modelOf('int __attribute__((ms_abi)) f(int);')).functions.get('f');
    expect(suggestion).toMatchObject({ text: 'int f(int)', prototype: null });
    expect(suggestion?.notes[0]).toContain('ms_abi');
  });

  test('line markers say where, also in the middle of a declaration', async () => {
    const model = await modelOf(
      '# 10 "/a/b.h" 1 3\nint f(void);\n# 7 "own.h" 2\nint\n# 9 "own.h"\ng(void);\n',
    );
    expect(model.functions.get('f')?.location).toEqual({ file: '/a/b.h', line: 10 });
    expect(model.functions.get('g')?.location).toEqual({ file: 'own.h', line: 9 });
  });

  test('of C++ only what has C linkage, and no layout that C does not know', async () => {
    const model = await modelOf(
      `namespace n { int inside(void); extern "C" { int c_inside(int); } }
       template<class T> T many(T); class Hidden { int x; };
       struct Plain { int x; double y; }; struct Method { int x; void f(); }; struct Empty {}; struct Virtual { virtual ~Virtual(); int x; };
       int mangled(Plain); extern "C" int single(Plain p); extern "C" { int block(Plain *, Method *); extern "C++" { int back(void); } }
       extern "C" int odd(Method);`,
      'C++',
    );
    expect([...model.functions.keys()]).toEqual(['c_inside', 'single', 'block', 'odd']);
    expect(model.functions.get('single')?.prototype?.records[0]).toMatchObject({ size: 16 });
    expect(model.functions.get('odd')?.prototype).toBeNull();
    for (const name of ['Empty', 'Virtual', 'Method']) {
      expect(model.scope.find(name)?.records[0]?.members ?? null).toBeNull();
    }
  });
});

describe('what cannot be read', () => {
  test('each is one problem with its line, and the rest works', async () => {
    const model = await modelOf(
      [
        'int before(void);',
        'int 3x(;',
        'typedef int @ broken_t;',
        'struct s { int x; };',
        'int uses(broken_t, struct s);',
        'WHAT IS THIS(int) EVEN, %;',
        'int after(struct s *);',
      ].join('\n'),
    );
    expect([...model.functions.keys()].sort()).toEqual(['after', 'before', 'uses']);
    expect(model.problems.map(({ line }) => line)).toEqual([2, 3, 6]);
    expect(model.problems[0]?.message).toContain('int 3x(;');
    expect(model.functions.get('uses')?.prototype).toBeNull();
  });

  test('a typedef that cannot be read hides the well-known type of its name', async () => {
    const model = await modelOf('typedef @ off_t; int f(off_t);');
    expect(model.functions.get('f')?.prototype).toBeNull();
  });

  test('nothing is said of what is wrong in system headers', async () => {
    const model = await modelOf('# 1 "/usr/include/odd.h" 1 3\nint @;\n# 2 "own.h" 2\nint f(void);\n');
    expect(model.problems).toEqual([]);
    expect(model.functions.has('f')).toBe(true);
  });

  test('a brace that is never closed costs one declaration', async () => {
    const model = await modelOf('int before(void);\nstruct s {\n int x;\nint after(int);\nint more(int);\n');
    expect(model.problemCount).toBe(1);
    expect([...model.functions.keys()]).toEqual(['before', 'after', 'more']);
  });
});

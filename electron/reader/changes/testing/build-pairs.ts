import type { BuildChangeKind, ChangeSeverity } from '../../../contract/build-changes.ts';

/** One of the two builds: its source, and what the linker is told. */
export interface BuildSource {
  readonly source: string;
  readonly flags?: readonly string[];
  /** A version script of GNU ld. */
  readonly versions?: string;
}

/** Two builds of one library and what is known of their difference. */
export interface BuildPair {
  readonly name: string;
  readonly language: 'c' | 'c++';
  readonly before: string | BuildSource;
  readonly after: string | BuildSource;
  /** The worst severity; null where nothing is said. */
  readonly worst: ChangeSeverity | null;
  /** All kinds of change but `code-changed`. */
  readonly kinds: readonly BuildChangeKind[];
  /** Symbols that breaking and risky changes touch; each once. */
  readonly touched: readonly string[];
}

type Told = readonly [ChangeSeverity | null, readonly BuildChangeKind[], readonly string[]];

function pair(
  name: string,
  language: 'c' | 'c++',
  [before, after]: readonly [string | BuildSource, string | BuildSource],
  [worst, kinds, touched]: Told,
): BuildPair {
  return { name, language, before, after, worst, kinds, touched };
}

/** A C function that takes a struct through a pointer. */
const byPointer = (members: string) =>
  `struct point { ${members} }; int norm(struct point *p) { return p->x; }`;
const byValue = (members: string) => `struct point { ${members} }; int norm(struct point p) { return p.x; }`;
const withEnum = (constants: string) => `enum color { ${constants} }; int paint(enum color c) { return c; }`;
const add = 'int add(int a, int b) { return a + b; }';

export const buildPairs: readonly BuildPair[] = [
  pair('nothing', 'c', [add, add], [null, [], []]),
  pair(
    'a function added',
    'c',
    [add, `${add} int twice(int a) { return 2 * a; }`],
    ['compatible', ['export-added'], []],
  ),
  pair(
    'a function removed',
    'c',
    [`${add} int twice(int a) { return 2 * a; }`, add],
    ['breaking', ['export-removed'], ['twice']],
  ),
  pair(
    'a static function added',
    'c',
    [add, `${add} __attribute__((used)) static int twice(int a) { return 2 * a; }`],
    ['compatible', [], []],
  ),
  pair('only code changed', 'c', [add, 'int add(int a, int b) { return a - b; }'], ['compatible', [], []]),
  pair(
    'a parameter renamed',
    'c',
    [add, 'int add(int left, int b) { return left + b; }'],
    ['compatible', ['prototype-changed'], []],
  ),
  pair(
    'a parameter wider',
    'c',
    [add, 'int add(long a, int b) { return a + b; }'],
    ['breaking', ['prototype-changed'], ['add']],
  ),
  pair(
    'a parameter without a sign',
    'c',
    [add, 'int add(unsigned a, int b) { return a + b; }'],
    ['risky', ['prototype-changed'], ['add']],
  ),
  pair(
    'a parameter in floating point',
    'c',
    [add, 'int add(double a, int b) { return a + b; }'],
    ['breaking', ['prototype-changed'], ['add']],
  ),
  pair(
    'a parameter added',
    'c',
    [add, 'int add(int a, int b, int c) { return a + b + c; }'],
    ['breaking', ['prototype-changed'], ['add']],
  ),
  pair(
    'further arguments',
    'c',
    [add, 'int add(int a, int b, ...) { return a + b; }'],
    ['breaking', ['prototype-changed'], ['add']],
  ),
  pair(
    'another result',
    'c',
    [add, 'long add(int a, int b) { return a + b; }'],
    ['breaking', ['prototype-changed'], ['add']],
  ),
  pair(
    'a result where there was none',
    'c',
    ['void f(void) {}', 'int f(void) { return 1; }'],
    ['risky', ['prototype-changed'], ['f']],
  ),
  pair(
    'const added to a parameter',
    'c',
    ['int f(int *p) { return *p; }', 'int f(const int *p) { return *p; }'],
    ['compatible', ['prototype-changed'], []],
  ),
  pair(
    'const taken from a parameter',
    'c',
    ['int f(const int *p) { return *p; }', 'int f(int *p) { return *p; }'],
    ['risky', ['prototype-changed'], ['f']],
  ),
  pair(
    'another pointee',
    'c',
    ['int f(int *p) { return !p; }', 'int f(double *p) { return !p; }'],
    ['breaking', ['prototype-changed'], ['f']],
  ),
  pair(
    'another function of a callback',
    'c',
    ['int f(int (*g)(int)) { return g(1); }', 'int f(int (*g)(long)) { return g(1); }'],
    ['breaking', ['prototype-changed'], ['f']],
  ),
  pair(
    'a typedef changed',
    'c',
    [
      'typedef int number; number f(number n) { return n; }',
      'typedef long number; number f(number n) { return n; }',
    ],
    ['breaking', ['prototype-changed'], ['f']],
  ),
  pair(
    'a typedef of another name',
    'c',
    [
      'typedef int number; number f(number n) { return n; }',
      'typedef int count; count f(count n) { return n; }',
    ],
    [null, [], []],
  ),
  pair(
    'a member added at the end',
    'c',
    [byPointer('int x; int y;'), byPointer('int x; int y; int z;')],
    ['risky', ['layout-changed'], ['norm']],
  ),
  pair(
    'a member added in the middle',
    'c',
    [byPointer('int x; int y;'), byPointer('int x; int z; int y;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a member added in padding',
    'c',
    [byPointer('int x; long y;'), byPointer('int x; int z; long y;')],
    ['risky', ['layout-changed'], ['norm']],
  ),
  pair(
    'a member removed',
    'c',
    [byPointer('int x; int y;'), byPointer('int x;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a member of another type',
    'c',
    [byPointer('int x; int y;'), byPointer('int x; float y;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'members in another order',
    'c',
    [byPointer('int x; int y;'), byPointer('int y; int x;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a member renamed',
    'c',
    [byPointer('int x; int y;'), byPointer('int x; int why;')],
    ['compatible', ['layout-changed'], []],
  ),
  pair(
    'a wider bit-field',
    'c',
    [byPointer('unsigned x : 3; unsigned y : 5;'), byPointer('unsigned x : 4; unsigned y : 5;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a struct by value grew',
    'c',
    [byValue('int x; int y;'), byValue('int x; int y; int z;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a struct in a struct grew',
    'c',
    [
      'struct in { int a; }; struct out { struct in i; int x; }; int norm(struct out *o) { return o->x; }',
      'struct in { int a; int b; }; struct out { struct in i; int x; }; int norm(struct out *o) { return o->x; }',
    ],
    ['breaking', ['layout-changed', 'layout-changed'], ['norm']],
  ),
  pair(
    'a struct behind two pointers changed',
    'c',
    [
      'struct in { int a; }; struct out { struct in *i; }; int norm(struct out *o) { return o->i->a; }',
      'struct in { long a; }; struct out { struct in *i; }; int norm(struct out *o) { return o->i->a; }',
    ],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a union grew',
    'c',
    [
      'union u { int x; char c; }; int norm(union u *p) { return p->x; }',
      'union u { int x; char c; long l; }; int norm(union u *p) { return p->x; }',
    ],
    ['risky', ['layout-changed'], ['norm']],
  ),
  pair(
    'a struct became a union',
    'c',
    [byPointer('int x;'), byPointer('int x;').replaceAll('struct', 'union')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a struct of another name',
    'c',
    [byPointer('int x;'), byPointer('int x;').replaceAll('point', 'place')],
    ['compatible', ['prototype-changed'], []],
  ),
  pair(
    'an enum value changed',
    'c',
    [withEnum('RED, BLUE'), withEnum('RED = 1, BLUE')],
    ['breaking', ['enum-changed'], ['paint']],
  ),
  pair(
    'an enum constant added',
    'c',
    [withEnum('RED, BLUE'), withEnum('RED, BLUE, GREEN')],
    ['compatible', ['enum-changed'], []],
  ),
  pair(
    'an enum constant removed',
    'c',
    [withEnum('RED, BLUE'), withEnum('RED')],
    ['risky', ['enum-changed'], ['paint']],
  ),
  pair(
    'a data object grew',
    'c',
    ['int table[4] = {1};', 'int table[8] = {1};'],
    ['breaking', ['size-changed', 'variable-changed'], ['table']],
  ),
  pair(
    'a variable of another type',
    'c',
    ['int limit = 1;', 'float limit = 1;'],
    ['breaking', ['variable-changed', 'variable-changed'], ['limit']],
  ),
  pair(
    'a variable of another first value',
    'c',
    ['int limit = 1; const int version = 1;', 'int limit = 2; const int version = 2;'],
    ['compatible', ['variable-changed', 'variable-changed'], []],
  ),
  pair(
    'a variable became read-only',
    'c',
    ['int limit = 1;', 'const int limit = 1;'],
    ['breaking', ['type-changed'], ['limit']],
  ),
  pair(
    'a variable became writable',
    'c',
    ['const int limit = 1;', 'int limit = 1;'],
    ['compatible', ['type-changed'], []],
  ),
  pair(
    'another text',
    'c',
    ['const char *f(void) { return "hello"; }', 'const char *f(void) { return "world"; }'],
    ['compatible', [], []],
  ),
  pair(
    'a static function changed',
    'c',
    [
      'static int h(void) { return 1; } int f(void) { return h(); }',
      'static int h(void) { return 2; } int f(void) { return h(); }',
    ],
    ['compatible', [], []],
  ),
  pair('a variable added', 'c', [add, `${add} int limit = 1;`], ['compatible', ['export-added'], []]),
  pair(
    'a variable removed',
    'c',
    [`${add} int limit = 1;`, add],
    ['breaking', ['export-removed'], ['limit']],
  ),
  pair(
    'a function became data',
    'c',
    ['int thing(void) { return 1; }', 'int thing = 1;'],
    ['breaking', ['type-changed'], ['thing']],
  ),
  pair(
    'data became thread-local',
    'c',
    ['int thing = 1;', '__thread int thing = 1;'],
    ['breaking', ['type-changed'], ['thing']],
  ),
  pair(
    'a function became an IFUNC',
    'c',
    [
      'int f(int a) { return a; }',
      'static int g(int a) { return a; } static int (*choose(void))(int) { return g; } int f(int) __attribute__((ifunc("choose")));',
    ],
    ['compatible', ['type-changed'], []],
  ),
  pair(
    'weaker binding',
    'c',
    [add, `int add(int, int) __attribute__((weak)); ${add}`],
    ['compatible', ['binding-changed'], []],
  ),
  pair(
    'protected',
    'c',
    [add, `int add(int, int) __attribute__((visibility("protected"))); ${add}`],
    ['risky', ['visibility-changed'], ['add']],
  ),
  pair(
    'hidden',
    'c',
    [
      `${add} int f(void) { return 1; }`,
      `__attribute__((visibility("hidden"))) ${add} int f(void) { return 1; }`,
    ],
    ['breaking', ['export-removed'], ['add']],
  ),
  pair(
    'another version node',
    'c',
    [
      { source: add, versions: 'V1 { global: add; local: *; };' },
      { source: add, versions: 'V2 { global: add; local: *; };' },
    ],
    ['breaking', ['version-changed'], ['add']],
  ),
  pair(
    'a version added',
    'c',
    [add, { source: add, versions: 'V1 { global: add; local: *; };' }],
    ['compatible', ['version-changed'], []],
  ),
  pair(
    'the version of one of two functions taken away',
    'c',
    [
      {
        source: `${add} int f(void) { return 1; }`,
        versions: 'V1 { global: add; }; V2 { global: f; };',
      },
      { source: `${add} int f(void) { return 1; }`, versions: 'V2 { global: f; };' },
    ],
    ['breaking', ['version-changed'], ['add']],
  ),
  pair(
    'all versions taken away',
    'c',
    [{ source: add, versions: 'V1 { global: add; local: *; };' }, { source: add }],
    ['breaking', ['version-changed'], ['add']],
  ),
  pair(
    'another SONAME',
    'c',
    [
      { source: add, flags: ['-Wl,-soname,libsum.so.1'] },
      { source: add, flags: ['-Wl,-soname,libsum.so.2'] },
    ],
    ['breaking', ['soname-changed'], []],
  ),
  pair(
    'another needed library',
    'c',
    [
      { source: add, flags: ['-Wl,--no-as-needed'] },
      { source: add, flags: ['-Wl,--no-as-needed', '-lstdc++'] },
    ],
    ['risky', ['needed-added'], []],
  ),
  pair(
    'another library of glibc needed',
    'c',
    [
      { source: add, flags: ['-Wl,--no-as-needed'] },
      { source: add, flags: ['-Wl,--no-as-needed', '-lm'] },
    ],
    ['compatible', ['needed-added'], []],
  ),
  pair(
    'symbols bound at once',
    'c',
    [
      { source: add, flags: ['-Wl,-z,lazy'] },
      { source: add, flags: ['-Wl,-z,now'] },
    ],
    ['compatible', ['flags-changed'], []],
  ),
  pair(
    'a bit-field became a member',
    'c',
    [byPointer('int a : 8; int x;'), byPointer('char a; int x;')],
    ['breaking', ['layout-changed'], ['norm']],
  ),
  pair(
    'a base class became virtual',
    'c++',
    [
      'struct I { virtual int i(); int q; }; int I::i() { return 1; } struct D : I { virtual int k(); int d; }; int D::k() { return d; }',
      'struct I { virtual int i(); int q; }; int I::i() { return 1; } struct D : virtual I { virtual int k(); int d; }; int D::k() { return d; }',
    ],
    [
      'breaking',
      ['layout-changed', 'size-changed', 'size-changed', 'export-added'],
      ['_ZN1D1kEv', '_ZTI1D', '_ZTV1D'],
    ],
  ),
  pair(
    'another run path',
    'c',
    [
      { source: add, flags: ['-Wl,-rpath,/opt/one'] },
      { source: add, flags: ['-Wl,-rpath,/opt/two'] },
    ],
    ['risky', ['run-path-changed'], []],
  ),
  pair(
    'never unloaded',
    'c',
    [add, { source: add, flags: ['-Wl,-z,nodelete'] }],
    ['risky', ['flags-changed'], []],
  ),
  pair(
    'other parameters, another mangled name',
    'c++',
    [
      'namespace geometry { int area(int a, int b) { return a * b; } }',
      'namespace geometry { int area(long a, int b) { return a * b; } }',
    ],
    ['breaking', ['export-renamed'], ['_ZN8geometry4areaEii', '_ZN8geometry4areaEli']],
  ),
  pair(
    'extern "C" dropped',
    'c++',
    [`extern "C" ${add}`, add],
    ['breaking', ['export-renamed'], ['_Z3addii', 'add']],
  ),
  pair(
    'extern "C" added',
    'c++',
    [add, `extern "C" ${add}`],
    ['breaking', ['export-renamed'], ['_Z3addii', 'add']],
  ),
  pair(
    'another parameter of a constructor',
    'c++',
    [
      'struct Shape { Shape(int side); int side; }; Shape::Shape(int s) : side(s) {}',
      'struct Shape { Shape(long side); int side; }; Shape::Shape(long s) : side(s) {}',
    ],
    [
      'breaking',
      ['export-renamed', 'export-renamed'],
      ['_ZN5ShapeC1Ei', '_ZN5ShapeC1El', '_ZN5ShapeC2Ei', '_ZN5ShapeC2El'],
    ],
  ),
  pair(
    'two overloads, each with another parameter',
    'c++',
    [
      'int f(int a) { return a; } int f(int a, int b) { return a + b; }',
      'int f(long a) { return a; } int f(long a, int b) { return a + b; }',
    ],
    ['breaking', ['export-renamed', 'export-renamed'], ['_Z1fi', '_Z1fii', '_Z1fl', '_Z1fli']],
  ),
  pair(
    'overloads that cannot be matched',
    'c++',
    [
      'int f(int a) { return a; } int f(char a) { return a; }',
      'int f(long a) { return a; } int f(short a) { return a; }',
    ],
    ['breaking', ['export-removed', 'export-removed', 'export-added', 'export-added'], ['_Z1fc', '_Z1fi']],
  ),
  pair(
    'needed libraries in another order',
    'c',
    [
      { source: add, flags: ['-Wl,--no-as-needed', '-lm', '-lstdc++'] },
      { source: add, flags: ['-Wl,--no-as-needed', '-lstdc++', '-lm'] },
    ],
    ['compatible', ['needed-reordered'], []],
  ),
  pair(
    'an overload added',
    'c++',
    [add, `${add} long add(long a, long b) { return a + b; }`],
    ['compatible', ['export-added'], []],
  ),
  pair(
    'a virtual function added',
    'c++',
    [
      'struct Shape { virtual int area(); int side; }; int Shape::area() { return side; }',
      'struct Shape { virtual int area(); virtual int edge(); int side; }; int Shape::area() { return side; } int Shape::edge() { return 4; }',
    ],
    ['breaking', ['size-changed', 'export-added'], ['_ZTV5Shape']],
  ),
  pair(
    'the first virtual function',
    'c++',
    [
      'struct Shape { int area(); int side; }; int Shape::area() { return side; }',
      'struct Shape { virtual int area(); int side; }; int Shape::area() { return side; }',
    ],
    [
      'breaking',
      ['layout-changed', 'needed-added', 'export-added', 'export-added', 'export-added'],
      ['_ZN5Shape4areaEv'],
    ],
  ),
  pair(
    'virtual functions in another order',
    'c++',
    [
      'struct Shape { virtual int area(); virtual int edge(); }; int Shape::area() { return 1; } int Shape::edge() { return 4; }',
      'struct Shape { virtual int edge(); virtual int area(); }; int Shape::area() { return 1; } int Shape::edge() { return 4; }',
    ],
    ['breaking', ['virtual-table-changed'], ['_ZTV5Shape']],
  ),
  pair(
    'pure virtual functions in another order',
    'c++',
    [
      'struct I { virtual int a() = 0; virtual int b() = 0; }; namespace { struct P : I { int a() { return 1; } int b() { return 2; } }; } extern "C" I *create() { return new P; }',
      'struct I { virtual int b() = 0; virtual int a() = 0; }; namespace { struct P : I { int a() { return 1; } int b() { return 2; } }; } extern "C" I *create() { return new P; }',
    ],
    ['breaking', ['virtual-table-changed'], ['_ZN1IC1Ev', '_ZN1IC2Ev', 'create']],
  ),
  pair(
    'hidden virtual functions in another order',
    'c++',
    [
      'struct S { virtual ~S(); __attribute__((visibility("hidden"))) virtual int a(); virtual int b(); }; S::~S() {} int S::a() { return 1; } int S::b() { return 2; }',
      'struct S { virtual ~S(); virtual int b(); __attribute__((visibility("hidden"))) virtual int a(); }; S::~S() {} int S::a() { return 1; } int S::b() { return 2; }',
    ],
    ['breaking', ['virtual-table-changed'], ['_ZN1S1bEv', '_ZN1SD0Ev', '_ZN1SD1Ev', '_ZN1SD2Ev']],
  ),
  pair(
    'virtual functions in another order, with packed relocations',
    'c++',
    [
      {
        source:
          'struct Shape { virtual int area(); virtual int edge(); }; int Shape::area() { return 1; } int Shape::edge() { return 4; }',
        flags: ['-Wl,-z,pack-relative-relocs', '-Wl,-Bsymbolic'],
      },
      {
        source:
          'struct Shape { virtual int edge(); virtual int area(); }; int Shape::area() { return 1; } int Shape::edge() { return 4; }',
        flags: ['-Wl,-z,pack-relative-relocs', '-Wl,-Bsymbolic'],
      },
    ],
    ['breaking', ['virtual-table-changed'], ['_ZTV5Shape']],
  ),
  pair(
    'an inline variable no longer used',
    'c++',
    [
      { source: 'inline int counter = 1; int f() { return counter; }', flags: ['-std=c++17'] },
      { source: 'inline int counter = 1; int f() { return 1; }', flags: ['-std=c++17'] },
    ],
    ['risky', ['export-removed'], ['counter']],
  ),
  pair(
    'a virtual function overridden',
    'c++',
    [
      'struct Shape { virtual ~Shape(); virtual int area(); }; struct Square : Shape { ~Square(); }; Shape::~Shape() {} Square::~Square() {} int Shape::area() { return 1; }',
      'struct Shape { virtual ~Shape(); virtual int area(); }; struct Square : Shape { ~Square(); int area() override; }; Shape::~Shape() {} Square::~Square() {} int Shape::area() { return 1; } int Square::area() { return 2; }',
    ],
    ['compatible', ['export-added'], []],
  ),
  pair(
    'a base class grew',
    'c++',
    [
      'struct Base { int a; }; struct Derived : Base { int b; }; int f(Derived &d) { return d.b; }',
      'struct Base { int a; int c; }; struct Derived : Base { int b; }; int f(Derived &d) { return d.b; }',
    ],
    ['breaking', ['layout-changed', 'layout-changed'], ['_Z1fR7Derived']],
  ),
  pair(
    'a class passed through its address now',
    'c++',
    [
      'struct Handle { int a; }; int f(Handle h) { return h.a; }',
      'struct Handle { int a; ~Handle(); }; Handle::~Handle() {} int f(Handle h) { return h.a; }',
    ],
    ['breaking', ['layout-changed', 'export-added'], ['_Z1f6Handle']],
  ),
  pair(
    'a private member added to a class',
    'c++',
    [
      'class Counter { int n; public: int next(); }; int Counter::next() { return ++n; }',
      'class Counter { int n; int m; public: int next(); }; int Counter::next() { return ++n; }',
    ],
    ['risky', ['layout-changed'], ['_ZN7Counter4nextEv']],
  ),
  pair(
    'another underlying type of an enum class',
    'c++',
    [
      'enum class Level : int { low, high }; int f(Level l) { return int(l); }',
      'enum class Level : char { low, high }; int f(Level l) { return int(l); }',
    ],
    ['breaking', ['enum-changed'], ['_Z1f5Level']],
  ),
];

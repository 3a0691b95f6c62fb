import { describe, expect, test } from 'vitest';
import { formatPrototype } from '../ctypes/type-spelling.ts';
import { compile } from './testing/compiled.ts';

const flagSets = [
  '-gdwarf-4 -O0',
  '-gdwarf-4 -O2',
  '-gdwarf-5 -O0',
  '-gdwarf-5 -O2',
  '-gdwarf-5 -gz=zlib',
  '-gdwarf-4 -fdebug-types-section',
  '-gdwarf-5 -fdebug-types-section -O2',
  '-gdwarf-3',
];

const c = `
  #include <stddef.h>
  #include <stdarg.h>
  typedef struct { int x, y; } point_t;
  struct never;
  struct list { struct list *next; int length; char tail[]; };
  struct bits { unsigned a : 3; int b : 5; unsigned long c : 40; unsigned char d : 2; };
  struct shape { int kind; union { int radius; struct { short width, height; }; }; };
  enum color { RED, GREEN = 5, BLUE = -1 };
  typedef int (*compare_t)(const void *, const void *);
  point_t add(point_t a, const point_t *b) { return a; }
  int format(const char *text, ...) { return 0; }
  void sort(void *base, size_t count, compare_t compare, void (*done)(int)) {}
  struct never *hidden(struct never *handle, struct list *list) { return handle; }
  enum color mix(enum color a, struct bits *bits, struct shape shape) { return a; }
  long original(short s) { return s; }
  extern long alias(short s) __attribute__((alias("original")));`;

describe.each(flagSets)('C with %s', (flags) => {
  const library = compile({ language: 'c', text: c, flags });

  test.each([
    ['add', 'point_t add(point_t a, const point_t *b)'],
    ['format', 'int format(const char *text, ...)'],
    ['sort', 'void sort(void *base, size_t count, compare_t compare, void (*done)(int))'],
    ['hidden', 'struct never *hidden(struct never *handle, struct list *list)'],
    ['mix', 'enum color mix(enum color a, struct bits *bits, struct shape shape)'],
    ['original', 'long original(short s)'],
  ])('%s is %s', (symbol, text) => {
    expect(library.text(symbol)).toBe(text);
  });

  test('an alias has the prototype of the function at its address', () => {
    expect(library.prototype('alias').parameters).toEqual(library.prototype('original').parameters);
  });

  test('a struct that is only declared is opaque, and one with a typedef alone is called by that', () => {
    expect(library.prototype('hidden').records[0]).toMatchObject({ spelling: 'struct never', members: null });
    expect(library.prototype('add').records).toMatchObject([{ spelling: 'point_t', size: 8, alignment: 4 }]);
  });

  test('an array without a length ends its struct', () => {
    const members = library.record('struct list').members;
    expect(members?.at(-1)).toMatchObject({ name: 'tail', offset: 12, type: { kind: 'array', count: 0 } });
    expect(members?.[0]?.type).toMatchObject({ kind: 'pointer', to: { kind: 'record', record: 0 } });
  });

  test('bit-fields have their places in bits', () => {
    expect(library.record('struct bits').members?.map(({ name, bits }) => [name, bits])).toEqual([
      ['a', { offset: 0, size: 3 }],
      ['b', { offset: 3, size: 5 }],
      ['c', { offset: 8, size: 40 }],
      ['d', { offset: 48, size: 2 }],
    ]);
  });

  test('a union without a name stands in its struct', () => {
    expect(library.record('struct shape').members).toMatchObject([
      { name: 'kind', offset: 0 },
      { name: null, offset: 4, type: { kind: 'record' } },
    ]);
  });

  test('an enum has its constants and its sign', () => {
    expect(library.prototype('mix').result).toMatchObject({
      bits: 32,
      signed: true,
      constants: [
        { name: 'RED', value: 0n },
        { name: 'GREEN', value: 5n },
        { name: 'BLUE', value: -1n },
      ],
    });
  });

  test('functions have the line of their definition', () => {
    expect(library.function('add')?.location).toEqual({
      file: expect.stringMatching(/source\.c$/),
      line: 11,
    });
  });

  test('nothing is wrong', () => {
    expect(library.debug.diagnostics).toEqual([]);
    expect(library.debug.summary).toMatch(/^DWARF [345], \d+ units?$/);
  });
});

const cpp = `
  namespace geometry {
    struct Point { double x, y; };
    class Circle {
      Point at; double radius;
    public:
      explicit Circle(double r);
      Circle(const Circle &other);
      ~Circle();
      double area() const;
      void move(Point by);
      static Circle *unit(int count);
      operator bool() const;
      class Part { int p; public: int get() volatile; };
    };
    Circle::Circle(double r) : radius(r) {}
    Circle::Circle(const Circle &other) : radius(other.radius) {}
    Circle::~Circle() { radius = 0; }
    double Circle::area() const { return radius; }
    void Circle::move(Point by) { at = by; }
    Circle *Circle::unit(int count) { return nullptr; }
    Circle::operator bool() const { return true; }
    int Circle::Part::get() volatile { return p; }
  }
  struct Base { virtual ~Base(); int b; };
  struct Virtual : virtual Base { Virtual(); ~Virtual() override; long v; };
  Base::~Base() {}
  Virtual::Virtual() : v(1) {}
  Virtual::~Virtual() {}
  extern "C" geometry::Point middle(const geometry::Circle &a, geometry::Circle &&b, geometry::Circle c) { return {}; }
  extern "C" int takes(Virtual *v, Base &b, bool flag, decltype(nullptr) n) { return 0; }
  template <class... T> int count(T... all) { return sizeof...(all); }
  template int count<int, char>(int, char);
  extern "C" int member(int geometry::Point::*m, double (geometry::Circle::*f)() const) { return 0; }`;

// DWARF 3 has no references to rvalues.
describe.each(flagSets.filter((flags) => flags !== '-gdwarf-3'))('C++ with %s', (flags) => {
  const library = compile({ language: 'c++', text: cpp, flags });

  test.each([
    ['middle', 'geometry::Point middle(const geometry::Circle &a, geometry::Circle &&b, geometry::Circle c)'],
    ['takes', 'int takes(Virtual *v, Base &b, bool flag, std::nullptr_t n)'],
    ['_ZNK8geometry6Circle4areaEv', 'double geometry::Circle::area(const geometry::Circle *this)'],
    [
      '_ZN8geometry6Circle4moveENS_5PointE',
      'void geometry::Circle::move(geometry::Circle *this, geometry::Point by)',
    ],
    ['_ZN8geometry6Circle4unitEi', 'geometry::Circle *geometry::Circle::unit(int count)'],
    ['_ZNK8geometry6CirclecvbEv', 'bool geometry::Circle::operator bool(const geometry::Circle *this)'],
    ['_ZN8geometry6CircleC1Ed', 'void geometry::Circle::Circle(geometry::Circle *this, double r)'],
    ['_ZNV8geometry6Circle4Part3getEv', 'int geometry::Circle::Part::get(geometry::Circle::Part *this)'],
    ['_Z5countIJicEEiDpT_', 'int count<int, char>(int, char)'],
  ])('%s is %s', (symbol, text) => {
    expect(library.text(symbol).replace(/Part \*const this/, 'Part *this')).toBe(text);
  });

  test('only methods with an object have this', () => {
    const hasThis = (symbol: string) =>
      library.prototype(symbol).parameters.filter(({ isThis }) => isThis).length === 1;
    expect(hasThis('_ZN8geometry6Circle4moveENS_5PointE')).toBe(true);
    expect(hasThis('_ZN8geometry6Circle4unitEi')).toBe(false);
  });

  test('the constructor and the destructor of a base in a class with virtual bases take its table', () => {
    expect(library.prototype('_ZN7VirtualC2Ev').parameters).toHaveLength(2);
    expect(library.prototype('_ZN7VirtualD2Ev').parameters).toHaveLength(2);
    expect(library.prototype('_ZN7VirtualC1Ev').parameters).toHaveLength(1);
  });

  test('a class that is not trivial is passed by its address', () => {
    const passed = Object.fromEntries(
      library.prototype('middle').records.map((record) => [record.spelling, record.passedByReference]),
    );
    expect(passed).toEqual({ 'geometry::Point': false, 'geometry::Circle': true });
  });

  test('a table of virtual functions is a member that nobody gives', () => {
    expect(library.record('Base').members?.[0]).toMatchObject({ offset: 0, artificial: true });
    expect(library.record('Base').passedByReference).toBe(true);
  });

  test('pointers to members are spelled and opaque', () => {
    expect(library.prototype('member').parameters.map(({ type }) => type)).toMatchObject([
      { kind: 'opaque', spelling: 'int geometry::Point::*', size: 8 },
      { kind: 'opaque', spelling: 'double (geometry::Circle::*)() const', size: 16 },
    ]);
  });

  test('methods have the line of their definition', () => {
    expect(library.function('_ZNK8geometry6Circle4areaEv')?.location?.line).toBe(19);
  });

  test('a class inside a class is found by its whole name', () => {
    expect(library.record('geometry::Circle::Part')).toMatchObject({ keyword: 'class', size: 4 });
    expect(library.debug.diagnostics).toEqual([]);
  });
});

describe('split debug information', () => {
  test.each(['-gdwarf-4', '-gdwarf-5'])('with %s says that it is not read, in one sentence', (version) => {
    const { debug } = compile({
      language: 'c',
      text: 'int f(int a) { return a; }',
      flags: `-gsplit-dwarf ${version}`,
    });
    expect(debug.functionNamed('f')).toBeNull();
    expect(debug.diagnostics).toEqual(['Split debug information (.dwo and .dwp files) is not read.']);
  });
});

test('what equal code was folded into is found by its name', () => {
  const text = `
    #include <stdlib.h>
    __attribute__((noinline)) int first(int *a, int b) { int sum = 0; for (int i = 0; i < b; i++) sum += a[i] * rand(); return sum; }
    __attribute__((noinline)) int second(int *c, int d) { int sum = 0; for (int i = 0; i < d; i++) sum += c[i] * rand(); return sum; }`;
  const library = compile({ language: 'c', text, flags: '-O2 -fno-semantic-interposition' });
  expect(library.text('first')).toBe('int first(int *a, int b)');
  expect(library.text('second')).toBe('int second(int *c, int d)');
});

describe('an IFUNC', () => {
  const choose = (result: string, body: string) => `
    static int chosen(char c) { return c; }
    ${result} choose(void) ${body}
    int picked(char c) __attribute__((ifunc("choose")));`;
  const textOf = (text: string) => {
    const { debug, addresses } = compile({ language: 'c', text });
    const known = debug.indirectFunctionAt(addresses.get('picked') ?? 0n, 'picked');
    return known && [formatPrototype(known.prototype), known.location?.line];
  };

  test('has the prototype that its resolver returns a pointer to', () => {
    const text = choose('typedef int handler_t(char); handler_t *', '{ return chosen; }');
    expect(textOf(text)).toEqual(['int picked(char)', 3]);
  });

  test('is not known where the resolver returns void *', () => {
    expect(textOf(choose('void *', '{ return chosen; }'))).toBeNull();
  });
});

test('variables are found by their addresses', () => {
  const text = 'int counter = 3; const char *const words[2] = {"a", "b"};';
  const { debug, addresses } = compile({ language: 'c', text });
  const typeOf = (name: string) => debug.variableAt(addresses.get(name) ?? 0n, name)?.type.type.spelling;
  expect(typeOf('counter')).toBe('int');
  expect(typeOf('words')).toBe('const char *[2]');
  expect(debug.variableAt(addresses.get('words') ?? 0n, 'words')?.location?.line).toBe(1);
  expect(debug.variableAt(1n, 'counter')).toBeNull();
});

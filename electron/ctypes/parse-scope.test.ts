import { describe, expect, it } from 'vitest';
import type { CType, Prototype, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { parsePrototype } from './parse-prototype.ts';
import type { TypeScope } from './type-scope.ts';
import { arrayOf, formatPrototype, functionPointer, functionType, pointerTo } from './type-spelling.ts';

const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
const longDouble: CType = { kind: 'opaque', spelling: 'long double', size: 16 };

function record(spelling: string, members: readonly CType[] | null): RecordType {
  return {
    keyword: 'struct',
    spelling,
    size: 16,
    alignment: 8,
    members:
      members?.map((type, index) => ({ name: `m${index}`, type, offset: index * 8, bits: null })) ?? null,
    passedByReference: false,
  };
}

// 0: a point; 1: a list of points; 2: declared alone; 3: holds a long double.
const records: readonly RecordType[] = [
  record('struct point', [int, int]),
  record('struct list', [
    { kind: 'record', spelling: 'struct point', record: 0 },
    pointerTo({ kind: 'record', spelling: 'struct list', record: 1 }, false),
  ]),
  record('struct hidden', null),
  record('struct wide', [longDouble]),
];
const at = (index: number): CType => ({
  kind: 'record',
  spelling: records[index]?.spelling ?? '',
  record: index,
});

const types: Readonly<Record<string, CType>> = {
  'struct point': at(0),
  'struct list': at(1),
  'struct hidden': at(2),
  'struct wide': at(3),
  point_t: at(0),
  'geometry::Circle': { ...at(1), spelling: 'geometry::Circle' },
  'enum color': {
    kind: 'enum',
    spelling: 'enum color',
    bits: 32,
    signed: false,
    constants: [{ name: 'RED', value: 0n }],
  },
  compare_t: functionPointer(int, [{ name: null, type: int }]),
  handler: functionType(int, [], false),
  row: arrayOf(int, 3),
  handle: pointerTo(at(2), false),
  'std::vector<int, std::allocator<int> >': at(1),
};

const scope: TypeScope = {
  find(name): TypeWithRecords | null {
    const type = types[name];
    return type ? { type, records } : null;
  },
};

function parsed(text: string): Prototype {
  const outcome = parsePrototype(text, { scope });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

function problemOf(text: string): string | null {
  const outcome = parsePrototype(text, { scope });
  return outcome.ok ? null : outcome.failure.message;
}

describe('types of the scope', () => {
  it.each([
    [
      'struct point f(const struct point p, struct list *l)',
      'struct point f(struct point p, struct list *l)',
    ],
    ['point_t *f(point_t p)', 'point_t *f(point_t p)'],
    ['enum color f(enum color c)', 'enum color f(enum color c)'],
    ['int f(compare_t c, const handler *h)', 'int f(compare_t c, handler *h)'],
    ['int f(handler h, const row r, row *rows)', 'int f(handler *h, const int *r, row *rows)'],
    ['const handle *f(handle h[])', 'const handle *f(handle *h)'],
    ['double geometry::Circle::area() const', 'double geometry::Circle::area(const geometry::Circle *this)'],
    ['int f(class geometry::Circle *)', 'int f(geometry::Circle *)'],
    [
      'int f(std::vector<int,std::allocator<int>> const & v)',
      'int f(const std::vector<int, std::allocator<int> > &v)',
    ],
    ['int f(struct hidden *h, struct wide *w)', 'int f(struct hidden *h, struct wide *w)'],
    ['int f(int (*f)(struct point, row))', 'int f(int (*f)(struct point, int *))'],
  ])('%s is %s', (text, written) => {
    const prototype = parsed(text);
    expect(formatPrototype(prototype)).toBe(written);
    expect(parsed(written)).toEqual(prototype);
  });

  it('come with their records, each once, in the order in which they are met', () => {
    const prototype = parsed('struct list *f(point_t a, struct point b, struct list c)');
    expect(prototype.records.map(({ spelling }) => spelling)).toEqual(['struct list', 'struct point']);
    expect(prototype.parameters.map(({ type }) => type)).toEqual([
      { kind: 'record', spelling: 'point_t', record: 1 },
      { kind: 'record', spelling: 'struct point', record: 1 },
      { kind: 'record', spelling: 'struct list', record: 0 },
    ]);
    expect(parsed('int f(int)').records).toEqual([]);
  });

  it('mark the object of a method', () => {
    const [object] = parsed('void geometry::Circle::grow(geometry::Circle *this, double by)').parameters;
    expect(object).toMatchObject({ name: 'this', isThis: true, type: { to: { kind: 'record' } } });
    expect(parsed('void f(int a, int *this)').parameters[1]).not.toHaveProperty('isThis');
    expect(parsed('void f(int this)').parameters[0]).not.toHaveProperty('isThis');
  });

  it.each([
    [
      'struct hidden f(void)',
      'The result of f: the layout of struct hidden is not known, so it cannot be passed by value; add a header that defines it, or write struct hidden * if it is a pointer.',
    ],
    [
      'int f(struct wide w)',
      'Parameter 1 (w): struct wide holds a long double, so it cannot be passed by value; a pointer to it (struct wide *) can be passed.',
    ],
    ['row f(void)', 'The result is a function that returns an array; it can return a pointer.'],
  ])('%s is refused', (text, message) => {
    expect(problemOf(text)).toBe(message);
  });
});

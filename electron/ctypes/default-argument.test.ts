import { expect, it } from 'vitest';
import type { TypeWithRecords } from '../contract/prototype.ts';
import { defaultArgumentText } from './default-argument.ts';
import { encodeArgument } from './encode-arguments.ts';
import { parsePrototype } from './parse-prototype.ts';

const point: TypeWithRecords = {
  type: { kind: 'record', spelling: 'struct point', record: 0 },
  records: [
    {
      keyword: 'struct',
      spelling: 'struct point',
      size: 4,
      alignment: 4,
      members: [
        {
          name: 'x',
          type: { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false },
          offset: 0,
          bits: null,
        },
      ],
      passedByReference: false,
    },
  ],
};
const color: TypeWithRecords = {
  type: {
    kind: 'enum',
    spelling: 'enum color',
    bits: 32,
    signed: false,
    constants: [{ name: 'RED', value: 0n }],
  },
  records: [],
};
const known: Readonly<Record<string, TypeWithRecords>> = { 'struct point': point, 'enum color': color };

function read(text: string) {
  const prototype = parsePrototype(text, { scope: { find: (name) => known[name] ?? null } });
  if (!prototype.ok) throw new Error(prototype.failure.message);
  return prototype.value;
}

it.each([
  ['int n', ''],
  ['const char *text', ''],
  ['char *text', '{"$out": {"$size": 256}}'],
  ['bool on', 'false'],
  ['enum color c', 'RED'],
  ['int *out', '{"$out": true}'],
  ['void **out', '{"$out": true}'],
  ['const int *values', ''],
  ['void *buffer', ''],
  ['struct point p', '{}'],
  ['const struct point *p', '{"$in": {}}'],
  ['struct point *p', '{"$inout": {}}'],
  ['const char *const *words', '[]'],
  ['struct unknown *p', ''],
  ['int (*compare)(const void *, const void *)', '{"$callback": 0}'],
  ['void (*done)(void)', '{"$callback": null}'],
])('proposes for %s: %s', (parameter, expected) => {
  const prototype = read(`int f(${parameter})`);
  expect(defaultArgumentText(prototype, 0)).toBe(expected);
  if (expected !== '') expect(encodeArgument(prototype, 0, expected).ok).toBe(true);
});

it('proposes nothing for an argument that the function does not have', () => {
  expect(defaultArgumentText(read('int f(void)'), 0)).toBe('');
});

it('makes room for the object of a constructor, and leaves the object of a method to be chosen', () => {
  expect(defaultArgumentText(read('void a::point::point(struct point *this)'), 0)).toBe('{"$out": true}');
  expect(defaultArgumentText(read('int a::point::x(struct point *this)'), 0)).toBe('');
});

import { expect, test } from 'vitest';
import { formatPrototype } from '../ctypes/type-spelling.ts';
import { openDebugInfo } from './debug-info.ts';
import { rustAddresses, rustSections } from './testing/rust-sections.ts';

const debug = openDebugInfo(rustSections);
const functionOf = (name: keyof typeof rustAddresses) => debug.functionAt(rustAddresses[name], name);

test.each([
  ['add', 'i64 x::add(i32 a, u64 b)'],
  ['area', 'f64 x::area(x::Point *point, x::Point by_value, x::Color color, bool flag)'],
  ['slice', 'usize x::slice(&str text)'],
] as const)('%s of Rust is %s', (name, text) => {
  const known = functionOf(name);
  expect(known && formatPrototype(known.prototype)).toBe(text);
  expect(debug.diagnostics).toEqual([]);
});

test('a struct of Rust has its layout, and an enum without data its constants', () => {
  const prototype = functionOf('area')?.prototype;
  expect(prototype?.records[0]).toMatchObject({
    spelling: 'x::Point',
    size: 16,
    alignment: 8,
    passedByReference: false,
    members: [
      { name: 'x', offset: 0 },
      { name: 'y', offset: 8 },
    ],
  });
  expect(prototype?.parameters[2]?.type).toMatchObject({
    kind: 'enum',
    bits: 8,
    signed: false,
    constants: [
      { name: 'Red', value: 0n },
      { name: 'Green', value: 5n },
    ],
  });
});

test('an enum of Rust that holds data has no layout that C knows, and a char has 32 bits', () => {
  const prototype = functionOf('call')?.prototype;
  const [handler, letter] = prototype?.parameters ?? [];
  expect(handler?.type.kind).toBe('record');
  expect(handler?.type.kind === 'record' && prototype?.records[handler.type.record]).toMatchObject({
    size: 8,
    members: null,
  });
  expect(letter?.type).toMatchObject({ kind: 'integer', bits: 32, signed: false });
});

import { describe, expect, test } from 'vitest';
import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { layoutDifference } from './same-layout.ts';
import { contentsOf } from './type-contents.ts';

const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
const unsigned: CType = { ...int, spelling: 'unsigned', signed: false };
const long: CType = { ...int, spelling: 'long', bits: 64 };
const untyped: CType = { kind: 'void', spelling: 'void' };
const pointer: CType = { kind: 'pointer', spelling: 'void *', to: untyped, toConst: false };
const colour = (...constants: readonly [string, bigint][]): CType => ({
  kind: 'enum',
  spelling: 'enum colour',
  bits: 32,
  signed: false,
  constants: constants.map(([name, value]) => ({ name, value })),
});

function member(name: string | null, type: CType, offset: number, bits: Member['bits'] = null): Member {
  return { name, type, offset, bits };
}

function record(members: readonly Member[] | null, more: Partial<RecordType> = {}): RecordType {
  const usual = { keyword: 'struct', spelling: 'struct thing', size: 16, alignment: 8 } as const;
  return { ...usual, members, passedByReference: false, ...more };
}

function thing(members: readonly Member[] | null, more: Partial<RecordType> = {}): TypeWithRecords {
  return { type: { kind: 'record', spelling: 'struct thing', record: 0 }, records: [record(members, more)] };
}

const scalar = (type: CType): TypeWithRecords => ({ type, records: [] });
const array = (of: CType, count: number): CType => ({
  kind: 'array',
  spelling: `${of.spelling}[${count}]`,
  of,
  count,
});

describe('the difference of two layouts', () => {
  test.each([
    ['the same scalar', scalar(int), scalar({ ...int, spelling: 'int32_t' }), null],
    ['another sign', scalar(int), scalar(unsigned), ''],
    [
      'another width under one name',
      scalar({ ...int, spelling: 'id' }),
      scalar({ ...long, spelling: 'id' }),
      '',
    ],
    ['another kind', scalar(int), scalar({ kind: 'float', spelling: 'float', bits: 32 }), ''],
    ['more elements', scalar(array(int, 3)), scalar(array(int, 4)), ''],
    ['another element', scalar(array(int, 3)), scalar(array(unsigned, 3)), '[]'],
    ['a new constant', scalar(colour(['RED', 0n])), scalar(colour(['RED', 0n], ['BLUE', 1n])), null],
    ['a constant that means another', scalar(colour(['RED', 0n])), scalar(colour(['RED', 1n])), ''],
    ['the same members', thing([member('x', int, 0)]), thing([member('x', int, 0)]), null],
    ['another name', thing([member('x', int, 0)]), thing([member('y', int, 0)]), '.x'],
    ['another place', thing([member('x', int, 0)]), thing([member('x', int, 4)]), '.x'],
    ['a member more', thing([member('x', int, 0)]), thing([member('x', int, 0), member('y', int, 4)]), ''],
    [
      'another bit-field',
      thing([member('x', int, 0, { offset: 0, size: 3 })]),
      thing([member('x', int, 0, { offset: 0, size: 4 })]),
      '.x',
    ],
    ['a layout that is not known', thing(null), thing(null), ''],
  ] as const)('%s', (_, before, after, expected) => {
    expect(layoutDifference(before, after)).toBe(expected);
  });

  test('ends for records that lie in themselves', () => {
    const inside: CType = { kind: 'record', spelling: 'struct thing', record: 0 };
    const endless = thing([member('inner', inside, 0)]);
    expect(layoutDifference(endless, endless)).not.toBeNull();
    expect(contentsOf(endless).fixed).toMatch(/too large/);
  });
});

describe('the contents of a type', () => {
  test('are its pointers, wherever they lie', () => {
    const type = thing([member('count', int, 0), member('next', pointer, 8)]);
    const list = { type: array(type.type, 2), records: type.records };
    expect(contentsOf(list)).toEqual({
      pointers: [
        { offset: 8, path: '[0].next' },
        { offset: 24, path: '[1].next' },
      ],
      fixed: null,
    });
    expect(contentsOf(scalar(array(int, 1_000_000)))).toEqual({ pointers: [], fixed: null });
  });

  test.each([
    ['an object with a destructor', thing([member('x', int, 0)], { passedByReference: true }), /destructor/],
    ['a layout that is not known', thing(null), /not known/],
    ['a pointer to a member', scalar({ kind: 'opaque', spelling: 'int thing::*', size: 8 }), /int thing::\*/],
    [
      'too many elements',
      {
        type: array(thing([member('x', int, 0)]).type, 200_000),
        records: thing([member('x', int, 0)]).records,
      },
      /too large/,
    ],
  ] as const)('cannot be moved for %s', (_, type, reason) => {
    expect(contentsOf(type).fixed).toMatch(reason);
  });

  test('that are a long double are a number', () => {
    expect(contentsOf(scalar({ kind: 'opaque', spelling: 'long double', size: 16 }))).toEqual({
      pointers: [],
      fixed: null,
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { RecordTable } from './record-table.ts';
import { pointerTo } from './type-spelling.ts';

const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };

function recordAt(index: number, spelling = `struct r${index}`): CType {
  return { kind: 'record', spelling, record: index };
}

function member(name: string | null, type: CType, offset = 0): Member {
  return { name, type, offset, bits: null };
}

function structure(spelling: string, members: readonly Member[] | null, size = 8): RecordType {
  return { keyword: 'struct', spelling, size, alignment: 8, members, passedByReference: false };
}

const node = (): TypeWithRecords => ({
  type: recordAt(1, 'struct node'),
  records: [
    structure('struct unrelated', []),
    structure('struct node', [member('next', pointerTo(recordAt(1, 'struct node'), false))]),
  ],
});

describe('a table of records', () => {
  it('takes what a type reaches and refers to its own indexes, also in a record that holds itself', () => {
    const table = new RecordTable();
    expect(table.add({ type: int, records: [] })).toBe(int);
    expect(table.add(node())).toEqual(recordAt(0, 'struct node'));
    expect(table.records).toEqual([
      structure('struct node', [member('next', pointerTo(recordAt(0, 'struct node'), false))]),
    ]);
  });

  it('holds equal records of several sources once, and different ones apart', () => {
    const table = new RecordTable();
    const first = node();
    table.add(first);
    table.add(first);
    table.add(node());
    expect(table.records).toHaveLength(1);
    const other = structure('struct node', [member('value', int)]);
    expect(table.add({ type: recordAt(0), records: [other] })).toMatchObject({ record: 1 });
    expect(table.records).toHaveLength(2);
  });

  it.each([
    ['first', 0],
    ['last', 1],
  ])('replaces a declaration that comes %s by the definition', (_, place) => {
    const declared: TypeWithRecords = {
      type: recordAt(0, 'struct node'),
      records: [structure('struct node', null, 0)],
    };
    const sources = place === 0 ? [declared, node()] : [node(), declared];
    const table = new RecordTable();
    expect(sources.map((source) => table.add(source))).toEqual([
      recordAt(0, 'struct node'),
      recordAt(0, 'struct node'),
    ]);
    expect(table.records[0]?.members).toHaveLength(1);
  });

  it('tells nameless records apart by all that lies in them', () => {
    const nameless = (inner: string): TypeWithRecords => ({
      type: recordAt(0, 'struct {…}'),
      records: [
        structure('struct {…}', [member(null, recordAt(1, 'union {…}'))]),
        structure('union {…}', [member(inner, int)]),
      ],
    });
    const table = new RecordTable();
    const indexes = ['a', 'b', 'a'].map((inner) => {
      const type = table.add(nameless(inner));
      return type.kind === 'record' ? type.record : null;
    });
    expect(indexes[0]).toBe(indexes[2]);
    expect(indexes[1]).not.toBe(indexes[0]);
    expect(table.records).toHaveLength(4);
  });

  it('takes chains longer than the stack, shared trees, and references to nowhere', () => {
    const length = 30_000;
    const chain = Array.from({ length }, (_, index) =>
      structure(`struct r${index}`, [member('next', pointerTo(recordAt(index + 1), false))]),
    );
    const table = new RecordTable();
    table.add({ type: recordAt(0), records: chain });
    expect(table.records).toHaveLength(length);
    expect(table.records.at(-1)?.members?.[0]?.type).toMatchObject({ to: { kind: 'opaque' } });

    let shared: CType = recordAt(0);
    for (let level = 0; level < 60; level++) {
      shared = {
        kind: 'function',
        spelling: 'f',
        result: shared,
        parameters: [{ name: null, type: shared }],
        variadic: false,
      };
    }
    expect(new RecordTable().add({ type: shared, records: chain.slice(0, 1) })).toMatchObject({
      kind: 'function',
    });
  });
});

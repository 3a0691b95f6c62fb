import { describe, expect, test } from 'vitest';
import { type MemberField, memberFields, memberText, readRecord, withMember } from './record-form.ts';
import { records } from './types-for-tests.ts';

const [pointRecord, eventRecord, , hiddenRecord] = records;

function fieldsOf(record: (typeof records)[number] | undefined) {
  return (record === undefined ? null : memberFields(record, records)) ?? [];
}

describe('memberFields', () => {
  test('members of anonymous unions are as if they were the outer one’s, and what the compiler adds is left out', () => {
    expect(
      fieldsOf(eventRecord).map(({ name, bits, choices }) => [name, bits, choices.map(({ arm }) => arm)]),
    ).toEqual([
      ['kind', 3, []],
      ['code', null, [0]],
      ['flag', null, [1]],
      ['name', null, []],
    ]);
  });

  test('an unknown layout has none', () => {
    expect(hiddenRecord === undefined ? [] : memberFields(hiddenRecord, records)).toBeNull();
  });
});

describe('editing members', () => {
  const fields = fieldsOf(pointRecord);
  const [x, y] = fields;
  if (x === undefined || y === undefined) throw new Error('a point has two members');

  function edit(text: string, field: MemberField, typed: string): string {
    return withMember(readRecord(text) ?? [], fields, field, typed);
  }

  test('members are added, replaced in place and left out', () => {
    expect(edit('', x, '1')).toBe('{"x": 1}');
    expect(edit('{"y": 2, "x": 1}', y, '7')).toBe('{"y": 7, "x": 1}');
    expect(edit('{"y": 2, "x": 1}', y, '')).toBe('{"x": 1}');
  });

  test('a half-typed number is kept as it was typed', () => {
    const text = edit('{}', x, '-');
    expect(memberText(readRecord(text) ?? [], x)).toBe('-');
  });

  test('members that the type does not have are kept, for the check to name them', () => {
    expect(edit('{"z": 3}', x, '1')).toBe('{"z": 3, "x": 1}');
  });

  test('of a union one member at a time', () => {
    const all = fieldsOf(eventRecord);
    const flag = all.find(({ name }) => name === 'flag');
    if (flag === undefined) throw new Error('the event has a flag');
    const members = readRecord('{"kind": 1, "code": 5}') ?? [];
    expect(withMember(members, all, flag, 'true')).toBe('{"kind": 1, "flag": true}');
    expect(withMember(members, all, flag, '')).toBe('{"kind": 1, "code": 5}');
  });

  test('an empty string is not a string left out', () => {
    const all = fieldsOf(eventRecord);
    const name = all.find((field) => field.name === 'name');
    if (name === undefined) throw new Error('the event has a name');
    const written = withMember([], all, name, '""');
    expect(written).toBe('{"name": ""}');
    expect(memberText(readRecord(written) ?? [], name)).toBe('""');
    expect(withMember([], all, name, 'say "hi"')).toBe('{"name": "say \\"hi\\""}');
  });
});

test('what is no struct is not edited as one', () => {
  expect(readRecord('[1]')).toBeNull();
  expect(readRecord('{"x": ')).toBeNull();
  expect(readRecord(' ')).toEqual([]);
});

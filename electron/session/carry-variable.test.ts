import { expect, test } from 'vitest';
import type { CType } from '../contract/prototype.ts';
import type { VariableList } from '../contract/variables.ts';
import { type Carrying, decideCarry } from './carry-variable.ts';

const untyped = { kind: 'void', spelling: 'void' } as const;
const pointer: CType = { kind: 'pointer', spelling: 'void *', to: untyped, toConst: false };

/** A struct of 8 bytes with one pointer, in both builds, in one process. */
function carrying(offset: number): Carrying {
  const variable = {
    key: 'held',
    name: 'held',
    symbol: 'held',
    kind: 'export',
    offset: 64n,
    size: 8,
    type: { kind: 'record', spelling: 'struct held', record: 0 },
    location: null,
    threadLocal: false,
    guard: null,
  } as const;
  const list: VariableList = {
    variables: [variable],
    records: [
      {
        keyword: 'struct',
        spelling: 'struct held',
        size: 8,
        alignment: 8,
        members: [{ name: 'at', type: pointer, offset, bits: null }],
        passedByReference: false,
      },
    ],
    total: 1,
    hasDebugInfo: true,
  };
  const oldImage = { start: 0x1000n, end: 0x2000n };
  const bytes = new Uint8Array(8);
  return { variable, bytes, oldList: list, newList: list, sameProcess: true, oldImage };
}

test('a pointer is carried in one process', () => {
  expect(decideCarry(carrying(0)).kind).toBe('carry');
});

test.each([1, 8, -8, 2 ** 40])('a pointer at byte %i of 8, which is outside, is refused', (offset) => {
  expect(decideCarry(carrying(offset))).toEqual({
    kind: 'refuse',
    note: 'Its type has members outside of it.',
  });
});

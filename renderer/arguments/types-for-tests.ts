import type { CType, RecordType } from '../../electron/contract/prototype.ts';
import type { PointerType } from './pointer-form.ts';

export const int: CType = { kind: 'integer', spelling: 'int', bits: 32, signed: true, character: false };
export const byte: CType = {
  kind: 'integer',
  spelling: 'unsigned char',
  bits: 8,
  signed: false,
  character: true,
};
export const char: CType = { kind: 'integer', spelling: 'char', bits: 8, signed: true, character: true };
export const nothing: CType = { kind: 'void', spelling: 'void' };
export const point: CType = { kind: 'record', spelling: 'struct point', record: 0 };
export const callback: CType = {
  kind: 'function',
  spelling: 'int (int)',
  result: int,
  parameters: [{ name: null, type: int }],
  variadic: false,
};

/** A pointer to `to`, const or not. */
export function pointer(to: CType, toConst = false): PointerType {
  return { kind: 'pointer', spelling: `${toConst ? 'const ' : ''}${to.spelling} *`, to, toConst };
}

const plain = { bits: null } as const;

export const records: readonly RecordType[] = [
  {
    keyword: 'struct',
    spelling: 'struct point',
    size: 8,
    alignment: 4,
    passedByReference: false,
    members: [
      { name: 'x', type: int, offset: 0, ...plain },
      { name: 'y', type: int, offset: 4, ...plain },
    ],
  },
  {
    keyword: 'struct',
    spelling: 'struct event',
    size: 24,
    alignment: 8,
    passedByReference: false,
    members: [
      { name: '_vptr', type: pointer(nothing), offset: 0, ...plain, artificial: true },
      { name: 'kind', type: int, offset: 8, bits: { offset: 64, size: 3 } },
      {
        name: null,
        type: { kind: 'record', spelling: 'union (anonymous)', record: 2 },
        offset: 12,
        ...plain,
      },
      { name: 'name', type: pointer(char, true), offset: 16, ...plain },
    ],
  },
  {
    keyword: 'union',
    spelling: 'union (anonymous)',
    size: 4,
    alignment: 4,
    passedByReference: false,
    members: [
      { name: 'code', type: int, offset: 0, ...plain },
      { name: 'flag', type: { kind: 'bool', spelling: 'bool' }, offset: 0, ...plain },
    ],
  },
  {
    keyword: 'struct',
    spelling: 'struct hidden',
    size: 0,
    alignment: 1,
    passedByReference: false,
    members: null,
  },
];

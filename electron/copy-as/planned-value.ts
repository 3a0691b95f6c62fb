import type { CType } from '../contract/prototype.ts';

/** One value as a program text writes it. */
export type PlannedValue =
  /** Of an integer or enum type. */
  | { readonly kind: 'integer'; readonly type: IntegerLike; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly bits: 32 | 64; readonly value: number }
  | { readonly kind: 'null' }
  /** `isConst` when the pointer to it promises not to write. */
  | { readonly kind: 'string'; readonly text: string; readonly isConst: boolean }
  /** The address of a symbol of the library. */
  | { readonly kind: 'symbol'; readonly name: string }
  /** The address of new memory, by its index among the blocks of the plan. */
  | { readonly kind: 'block'; readonly block: number }
  | { readonly kind: 'callback'; readonly callback: number }
  /** One value for each member that is set; others are zero. */
  | {
      readonly kind: 'record';
      readonly record: number;
      readonly members: ReadonlyMap<number, PlannedValue>;
      readonly bytes: Uint8Array;
    }
  /** The first elements; the rest of `count` is zero. */
  | {
      readonly kind: 'array';
      readonly of: CType;
      readonly items: readonly PlannedValue[];
      readonly count: number;
      /** Its bytes when the elements are characters or bytes. */
      readonly bytes: Uint8Array | null;
    };

export type IntegerLike = Extract<CType, { readonly kind: 'integer' | 'enum' }>;

/** New memory that the call is given the address of. */
export interface PlannedBlock {
  /** What it is called in the program: the parameter's label or the path below it. */
  readonly label: string;
  readonly element: CType;
  /** Elements; 1 is a value of its own. */
  readonly content: PlannedValue;
  readonly count: number;
  /** True when it is printed after the call. */
  readonly isOut: boolean;
}

/** A callback that prints the arguments of each call. */
export interface PlannedCallback {
  readonly label: string;
  readonly type: Extract<CType, { readonly kind: 'function' }>;
  /** What the first, second, … call returns, the last one for all further calls. */
  readonly returns: readonly PlannedValue[];
}

/** True when all its bits are zero. */
export function isZero(value: PlannedValue): boolean {
  switch (value.kind) {
    case 'integer':
      return value.value === 0n;
    case 'bool':
      return !value.value;
    case 'float':
      return Object.is(value.value, 0);
    case 'null':
      return true;
    case 'record':
      return [...value.members.values()].every(isZero);
    case 'array':
      return value.items.every(isZero);
    default:
      return false;
  }
}

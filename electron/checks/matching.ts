import type { CType, RecordType } from '../contract/prototype.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import type { Literal } from '../ctypes/literal.ts';

/** A value that is compared, and where it stands in the result: empty for the result itself. */
export interface Matched {
  readonly type: CType;
  readonly path: string;
  /** Null to check the literal alone. */
  readonly shown: ShownValue | null;
}

/** Why a value is not the expected one. */
export type Mismatch =
  /** The literal cannot be a value of that type. */
  | { readonly kind: 'misfit'; readonly path: string; readonly reason: string }
  | { readonly kind: 'differs'; readonly path: string; readonly expected: string; readonly got: string };

/** What the comparisons of all types share. */
export interface Matching {
  readonly records: readonly RecordType[];
  match(matching: Matching, node: Matched, literal: Literal): Mismatch | null;
}

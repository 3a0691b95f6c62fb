import type { SourceLocation } from './prototype.ts';
import type { ShownValue } from './shown-value.ts';
import type { LibraryVariable, VariableFate } from './variables.ts';

/** One row of the window's list of variables. */
export interface ShownVariable {
  readonly key: string;
  readonly name: string;
  readonly kind: LibraryVariable['kind'];
  /** As C spells it; null where it is not known. */
  readonly type: string | null;
  readonly size: number;
  readonly location: SourceLocation | null;
  readonly threadLocal: boolean;
  /** Where it lies now, `0x…`; null for one that is not found, and for a thread-local one that was not used yet. */
  readonly address: string | null;
  /** Null for one that is not read: too large, or beyond what is read at once. A thread-local one as the thread that makes the calls has it. */
  readonly value: ShownValue | null;
  /** The object that holds it when that is not this build: another library's definition counts in the process. */
  readonly elsewhere: string | null;
  /** Whether the value is another than it was when the build was loaded; null when that is not known. */
  readonly changed: boolean | null;
  /** What the last reload did to it; null when nothing is to be told. */
  readonly fate: VariableFate | null;
}

/** The variables of the running build with their values of this moment. */
export interface StateView {
  readonly generation: number;
  readonly variables: readonly ShownVariable[];
  readonly total: number;
  readonly hasDebugInfo: boolean;
}

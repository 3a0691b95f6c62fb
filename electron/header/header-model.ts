import type { PrototypeSuggestion, SourceLocation, TypeWithRecords } from '../contract/prototype.ts';
import type { TypeScope } from '../ctypes/type-scope.ts';

/** What a header declares. Prototypes and types are computed when they are asked for. */
export interface HeaderModel {
  /** Functions that a library can export, by the name of their symbol. */
  readonly functions: ReadonlyMap<string, PrototypeSuggestion>;
  /** Variables that are not static, by the name of their symbol. */
  readonly variables: ReadonlyMap<string, HeaderVariable>;
  readonly scope: TypeScope;
  /** What could not be read, at most `problemLimit`, in the order of the text. */
  readonly problems: readonly HeaderProblem[];
  /** All of them. */
  readonly problemCount: number;
  /** Text and signature of a function alone: cheaper than its prototype, for a list. Null for a name that is not declared. */
  readonly describe: (name: string) => FunctionDescription | null;
}

export interface FunctionDescription {
  /** As C writes it, `int add(int a, int b)`. */
  readonly text: string;
  /** `(int a, int b) → int`. */
  readonly signature: string;
}

export interface HeaderVariable {
  readonly type: TypeWithRecords;
  readonly location: SourceLocation;
}

export interface HeaderProblem {
  readonly message: string;
  /** In the header itself, from 1; null when it is in no line of it. */
  readonly line: number | null;
}

export const problemLimit = 200;

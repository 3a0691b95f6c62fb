import type { ArgumentValue } from '../contract/call-value.ts';
import type { CType, Prototype } from '../contract/prototype.ts';

/** Languages in which a call can be copied. */
export const copyKinds = ['c', 'python', 'koffi', 'gdb', 'dlscope'] as const;
export type CopyKind = (typeof copyKinds)[number];

/** A call as it would be made now. */
export interface CopiedCall {
  /** Absolute. */
  readonly libraryPath: string;
  /** The exact name given to dlsym. */
  readonly symbol: string;
  readonly prototype: Prototype;
  /** One for each parameter, then the extra ones of a variadic function. */
  readonly values: readonly ArgumentValue[];
  /** Types of the extra arguments, after the default argument promotions. They use the prototype's records. */
  readonly extra: readonly CType[];
  /** What was typed: one text for each value, and the prototype; empty for one that the library's sources gave. */
  readonly texts: readonly string[];
  readonly prototypeText: string;
  /** Absolute paths of the headers that the prototype may come from. */
  readonly headers?: readonly string[];
}

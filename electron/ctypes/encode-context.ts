import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { TypeWithRecords } from '../contract/prototype.ts';

/** A value that the user named, as an argument takes it. */
export type SavedArgument = {
  /** As C spells it; for sentences. */
  readonly type: string;
  /** Why it can be used no more, as one sentence; null while it can. */
  readonly dead: string | null;
} & (
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  /** What a pointer holds. */
  | { readonly kind: 'address'; readonly value: bigint }
  /** Known by name alone: fits every type, as zero; for checking a form, never for a call. */
  | { readonly kind: 'unchecked'; readonly value: null }
);

/** What arguments may refer to beyond their own text; what is left out does not exist there, and naming it is a failure. */
export interface EncodeContext {
  /** The value behind `$name`, without the dollar sign; null when there is none. */
  readonly saved?: (name: string) => SavedArgument | null;
  /** All names that `saved` knows, for sentences. */
  readonly savedNames?: readonly string[];
  /** The content of a file for `{"$file": path}`. */
  readonly file?: (path: string) => Outcome<Uint8Array>;
  /** The type that a text of C names, for `$type` and the extra arguments of a variadic function. */
  readonly type?: (text: string) => Outcome<TypeWithRecords>;
}

/** A context that checks a form and reads nothing: files are taken as empty, and saved values by their names. What is encoded with it must not be called with. */
export function contextForChecking(
  saved: readonly { readonly name: string; readonly type: string; readonly dead: string | null }[],
  type?: EncodeContext['type'],
): EncodeContext {
  return {
    savedNames: saved.map(({ name }) => name),
    saved(name) {
      const found = saved.find((value) => value.name === name);
      return found ? { kind: 'unchecked', value: null, type: found.type, dead: found.dead } : null;
    },
    file: (path) => (path === '' ? fail('file-missing', 'No file is chosen.') : succeed(new Uint8Array(0))),
    ...(type && { type }),
  };
}

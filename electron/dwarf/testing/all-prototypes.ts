import type { Prototype, SourceLocation, TypeWithRecords } from '../../contract/prototype.ts';

/** What our reader finds in a library, for the comparison with gdb and pahole. */
export interface ReadLibrary {
  /** Null for a function that it finds nothing about. */
  readonly functions: ReadonlyMap<
    string,
    { readonly prototype: Prototype; readonly location: SourceLocation | null } | null
  >;
  readonly typeNamed: (name: string) => TypeWithRecords | null;
  readonly problems: readonly string[];
}

/** Reads the prototypes of all `functions`, addresses by name; the one place that knows the reader's interface. */
export function readLibrary(_path: string, _functions: ReadonlyMap<string, bigint>): ReadLibrary {
  throw new Error('the reader of DWARF is not there yet');
}

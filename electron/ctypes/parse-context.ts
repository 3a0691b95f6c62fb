import type { RecordTable } from './record-table.ts';
import type { Target } from './scalar-types.ts';
import type { TypeScope } from './type-scope.ts';

/** What the parts of the parser share during one parse. */
export interface ParseContext {
  readonly target: Target;
  readonly scope: TypeScope;
  /** The records of the types found so far. */
  readonly records: RecordTable;
  /** True for the demangler's text, which has types that no prototype by hand can name (closures, pointers to members). */
  readonly demangled: boolean;
}

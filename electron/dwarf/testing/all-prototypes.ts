import { succeed } from '../../contract/failure.ts';
import type { Prototype, SourceLocation, TypeWithRecords } from '../../contract/prototype.ts';
import { findDebugFile } from '../../reader/debug-file.ts';
import { withFile } from '../../reader/file-source.ts';
import { openDebugInfo } from '../debug-info.ts';

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
export function readLibrary(path: string, functions: ReadonlyMap<string, bigint>): ReadLibrary {
  const found = withFile(path, (file) => succeed(findDebugFile(file, path)));
  if (!found.ok) throw new Error(found.failure.message);
  const { sections, problems } = found.value;
  if (sections === null) throw new Error(`${path} has no debug information. ${problems.join(' ')}`);
  const debug = openDebugInfo(sections);
  const read = new Map(
    [...functions].map(([symbol, address]) => {
      const known = debug.functionAt(address, symbol);
      return [symbol, known && { prototype: known.prototype, location: known.location }] as const;
    }),
  );
  return {
    functions: read,
    typeNamed: (name) => debug.typeNamed(name),
    problems: [...problems, ...debug.diagnostics],
  };
}

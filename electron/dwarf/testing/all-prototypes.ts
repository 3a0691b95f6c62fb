import { succeed } from '../../contract/failure.ts';
import type { TypeWithRecords } from '../../contract/prototype.ts';
import { findDebugFile } from '../../reader/debug-file.ts';
import { withFile } from '../../reader/file-source.ts';
import { type DebugFunction, openDebugInfo } from '../debug-info.ts';

/** What our reader finds in a library, for the comparison with gdb and pahole. */
export interface ReadLibrary {
  /** Null for a function that it finds nothing about. */
  readonly functions: ReadonlyMap<string, DebugFunction | null>;
  readonly typeNamed: (name: string) => TypeWithRecords | null;
  readonly problems: readonly string[];
}

/** Reads the prototypes of all `functions`, addresses by name; the one place that knows the reader's interface. */
export function readLibrary(path: string, functions: ReadonlyMap<string, bigint>): ReadLibrary {
  const found = withFile(path, (file) => succeed(findDebugFile(file, path)));
  if (!found.ok || found.value.sections === null) throw new Error(`${path} has no debug information`);
  const debug = openDebugInfo(found.value.sections);
  const wanted = [...functions].map(([symbol, address]) => ({ address, symbol }));
  const pass = debug.functionsAt(wanted);
  let step = pass.next();
  while (!step.done) step = pass.next();
  const all = step.value;
  return {
    functions: new Map(wanted.map(({ symbol }, index) => [symbol, all[index] ?? null])),
    typeNamed: (name) => debug.typeNamed(name),
    problems: [...found.value.problems, ...debug.diagnostics],
  };
}

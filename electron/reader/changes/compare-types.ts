import { type BuildChangeFact, boundChanges } from '../../contract/build-changes.ts';
import type { SymbolColumns } from '../../contract/library-model.ts';
import type { TypeComparison } from '../../contract/reader-protocol.ts';
import type { DebugInfo } from '../../dwarf/debug-info.ts';
import { ExportSide } from './export-side.ts';
import { type ExportTypes, type FunctionShape, readExportTypes } from './export-types.ts';
import { graphChanges } from './graph-changes.ts';
import { mergeTwins } from './merge-twins.ts';
import { pairExports } from './paired-exports.ts';
import { type ComparedExport, prototypeChange, variableChange } from './prototype-changes.ts';
import { TypeDifference } from './type-difference.ts';
import { TypeGraph } from './type-graph.ts';
import { ExportedTables, virtualFunctionChanges } from './virtual-functions.ts';

/** The exports of a build and its debug information; null where it has none. */
export interface TypedBuild {
  readonly columns: SymbolColumns;
  readonly debug: DebugInfo | null;
}

interface TypedBuilds {
  readonly before: TypedBuild;
  readonly after: TypedBuild;
}

const perStep = 100;

/**
 * What debug information tells of two builds: how the exports that both have are called, and the types that they reach.
 * Total; done in steps, between which others may work.
 */
export function* compareTypes(
  { before, after }: TypedBuilds,
  kept: readonly string[] = [],
): Generator<void, TypeComparison> {
  const notes = [...missingNote(before, 'old'), ...missingNote(after, 'new')];
  if (before.debug === null || after.debug === null) return { ...boundChanges([]), comparedCount: 0, notes };
  const sides = { before: new ExportSide(before.columns), after: new ExportSide(after.columns) };
  const { pairs } = pairExports(before.columns, after.columns);
  yield;
  const old = yield* readExportTypes(
    before.debug,
    sides.before,
    pairs.map((pair) => pair.before),
  );
  const now = yield* readExportTypes(
    after.debug,
    sides.after,
    pairs.map((pair) => pair.after),
  );
  const exports = pairs.map((pair, index) => ({
    index,
    title: sides.after.demangled(pair.after),
    symbol: sides.after.name(pair.after),
  }));
  const graph = new TypeGraph({ before: old.records, after: now.records });
  const types = new TypeDifference(graph);
  const { facts, comparedCount } = yield* exportChanges(types, exports, { old, now });
  const reached = yield* graphChanges(graph, types, exports, {
    before: old.virtualBases,
    after: now.virtualBases,
  });
  const tables = yield* virtualFunctionChanges(
    graph,
    { before: old.virtualFunctions, after: now.virtualFunctions },
    new ExportedTables(sides, pairs),
    exports,
  );
  if (!types.isComplete) notes.push('The builds have more types than are compared.');
  return {
    ...boundChanges(mergeTwins([...facts, ...reached, ...tables]), new Set(kept)),
    comparedCount,
    notes,
  };
}

function missingNote({ debug }: TypedBuild, which: 'old' | 'new'): readonly string[] {
  if (debug !== null) return [];
  return [`The ${which} build has no debug information: prototypes and layouts were not compared.`];
}

interface BothTypes {
  readonly old: ExportTypes;
  readonly now: ExportTypes;
}

function* exportChanges(
  types: TypeDifference,
  exports: readonly ComparedExport[],
  { old, now }: BothTypes,
): Generator<void, { readonly facts: readonly BuildChangeFact[]; readonly comparedCount: number }> {
  const facts: BuildChangeFact[] = [];
  let comparedCount = 0;
  for (const compared of exports) {
    const { index } = compared;
    const functions = [old.functions[index] ?? null, now.functions[index] ?? null] as const;
    const variables = [old.variables[index] ?? null, now.variables[index] ?? null] as const;
    if (functions[0] !== null && functions[1] !== null) {
      if (!isSameFunction(functions[0], functions[1])) continue;
      comparedCount += 1;
      const change = prototypeChange(types, compared, functions[0], functions[1]);
      if (change !== null) facts.push(change);
    } else if (variables[0] !== null && variables[1] !== null) {
      comparedCount += 1;
      const change = variableChange(types, compared, variables[0], variables[1]);
      if (change !== null) facts.push(change);
    }
    if (index % perStep === perStep - 1) yield;
  }
  return { facts, comparedCount };
}

/** Compilers fold functions of equal code into one, and an address then leads to another function than the symbol names. */
function isSameFunction(before: FunctionShape, after: FunctionShape): boolean {
  // Compilers write template arguments in several ways.
  const [old, now] = [before, after].map(({ name }) => name.replace(/<.*$/s, ''));
  return old === now;
}

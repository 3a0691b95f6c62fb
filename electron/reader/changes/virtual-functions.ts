import type { BuildChangeFact, ChangeSeverity } from '../../contract/build-changes.ts';
import type { VirtualFunction } from '../../dwarf/virtual-functions.ts';
import { listText, makeFact, shortened } from './change-words.ts';
import type { ExportPair } from './paired-exports.ts';
import type { ComparedExport } from './prototype-changes.ts';
import { tagOf } from './record-names.ts';
import type { ExportSides } from './renamed-exports.ts';
import type { TypeGraph } from './type-graph.ts';

const perStep = 100;
/** Whoever reaches a class is looked for in the whole graph. */
const classLimit = 1000;

type FunctionsOf = (record: number) => readonly VirtualFunction[];

interface FunctionPair {
  readonly before: VirtualFunction;
  readonly after: VirtualFunction;
}

interface MatchedFunctions {
  readonly moved: readonly FunctionPair[];
  /** Of the same name in the same place, with other parameters. */
  readonly renamed: readonly FunctionPair[];
  readonly removed: readonly VirtualFunction[];
  readonly added: readonly VirtualFunction[];
}

/** The exported tables of virtual functions, which are compared function by function where those are exported too. */
export class ExportedTables {
  readonly #sizes = new Map<string, boolean>();
  readonly #symbols = new Set<string>();

  constructor({ before, after }: ExportSides, pairs: readonly ExportPair[]) {
    for (const side of [before, after]) {
      for (let row = 0; row < side.columns.count; row += 1) this.#symbols.add(side.name(row));
    }
    for (const pair of pairs) {
      if (!after.name(pair.after).startsWith('_ZTV')) continue;
      const isSameSize = before.columns.size[pair.before] === after.columns.size[pair.after];
      this.#sizes.set(after.demangled(pair.after), isSameSize);
    }
  }

  /** Whether what changed in the table of a class is told of by the table itself. */
  tell(className: string, { moved, renamed, removed, added }: MatchedFunctions): boolean {
    const isSameSize = this.#sizes.get(`vtable for ${className}`);
    if (isSameSize !== true) return isSameSize === false;
    const places = [...moved, ...renamed].flatMap(({ before, after }) => [before, after]);
    return [...places, ...removed, ...added].every(({ symbol }) => this.#symbols.has(symbol));
  }
}

/** Virtual functions of the classes that exports reach whose places in the tables changed, by debug information. */
export function* virtualFunctionChanges(
  graph: TypeGraph,
  functionsOf: { readonly before: FunctionsOf; readonly after: FunctionsOf },
  tables: ExportedTables,
  exports: readonly ComparedExport[],
): Generator<void, readonly BuildChangeFact[]> {
  const classes = new Map<string, { readonly matched: MatchedFunctions; readonly indexes: number[] }>();
  for (const [index, { types }] of graph.pairs.entries()) {
    if (index % perStep === perStep - 1) yield;
    const title = types.kind === 'record' ? tagOf(types.after) : null;
    if (types.kind !== 'record' || title === null) continue;
    const before = functionsOf.before(types.records.before);
    const after = functionsOf.after(types.records.after);
    const known = classes.get(title);
    if (known !== undefined) {
      known.indexes.push(index);
      continue;
    }
    const matched = before.length === 0 || after.length === 0 ? null : matchFunctions(before, after);
    if (matched === null || tables.tell(title, matched)) continue;
    if (isChanged(matched) && classes.size < classLimit) classes.set(title, { matched, indexes: [index] });
  }
  return [...classes].flatMap(([title, { matched, indexes }]) => {
    const { byValue, byPointer } = graph.exportsReaching(indexes);
    const symbols = [...byValue, ...byPointer].flatMap((index) => exports[index]?.symbol ?? []);
    return factsOf(title, matched, symbols);
  });
}

function isChanged({ moved, renamed, removed, added }: MatchedFunctions): boolean {
  return moved.length + renamed.length + removed.length + added.length > 0;
}

/** Matches by symbol, what is left by name and place. */
function matchFunctions(
  before: readonly VirtualFunction[],
  after: readonly VirtualFunction[],
): MatchedFunctions {
  const waiting = new Map(before.map((one) => [one.symbol, one]));
  const moved: FunctionPair[] = [];
  const fresh: VirtualFunction[] = [];
  for (const one of after) {
    const old = waiting.get(one.symbol);
    if (old === undefined) fresh.push(one);
    else if (old.slot !== one.slot) moved.push({ before: old, after: one });
    waiting.delete(one.symbol);
  }
  const placeOf = ({ name, slot }: VirtualFunction) => `${name}\n${slot}`;
  const gone = new Map([...waiting.values()].map((one) => [placeOf(one), one]));
  const renamed: FunctionPair[] = [];
  const added: VirtualFunction[] = [];
  for (const one of fresh) {
    const old = gone.get(placeOf(one));
    if (old === undefined) added.push(one);
    else renamed.push({ before: old, after: one });
    gone.delete(placeOf(one));
  }
  return { moved, renamed, removed: [...gone.values()], added };
}

function factsOf(
  title: string,
  { moved, renamed, removed, added }: MatchedFunctions,
  symbols: readonly string[],
): readonly BuildChangeFact[] {
  const named = ({ name }: VirtualFunction) => `\`${shortened(`${title}::${name}()`)}\``;
  const fact = (severity: ChangeSeverity, sentence: string, sides: BuildChangeFact['sides']) =>
    makeFact('virtual-table-changed', severity, sentence, { subject: title, symbols, sides });
  return [
    ...movedFact(moved, named, fact),
    ...renamed.map(({ before, after }) =>
      fact(
        'breaking',
        `The virtual function ${named(after)} has other parameters now: its symbol is ${shortened(after.symbol)}, was ${shortened(before.symbol)}.`,
        { before: before.symbol, after: after.symbol },
      ),
    ),
    ...removed.map((one) =>
      fact('breaking', `The virtual function ${named(one)} is gone from slot ${one.slot}.`, null),
    ),
    ...added.map((one) =>
      fact(
        'risky',
        `The virtual function ${named(one)} is new in slot ${one.slot}: derived classes of programs have the old table.`,
        null,
      ),
    ),
  ];
}

function movedFact(
  moved: readonly FunctionPair[],
  named: (one: VirtualFunction) => string,
  fact: (severity: ChangeSeverity, sentence: string, sides: BuildChangeFact['sides']) => BuildChangeFact,
): readonly BuildChangeFact[] {
  const [first] = moved;
  if (first === undefined) return [];
  const texts = moved.map(
    ({ before, after }) => `${named(after)} moved from slot ${before.slot} to ${after.slot}`,
  );
  const noun = moved.length === 1 ? 'function' : 'functions';
  const sentence = `The virtual ${noun} ${listText(texts)}: programs call the wrong one.`;
  const lines = (side: keyof FunctionPair) =>
    [...moved]
      .sort((left, right) => left[side].slot - right[side].slot)
      .map((pair) => `${pair[side].slot}: ${shortened(pair[side].name)}`)
      .join('\n');
  return [fact('breaking', sentence, { before: lines('before'), after: lines('after') })];
}

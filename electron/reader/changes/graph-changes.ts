import { type BuildChangeFact, type ChangeSeverity, worse } from '../../contract/build-changes.ts';
import { bytesText, listText, makeFact, shortened } from './change-words.ts';
import { enumDetails } from './enum-difference.ts';
import { type Detail, layoutDetails } from './layout-difference.ts';
import { layoutSides } from './layout-text.ts';
import type { ComparedExport } from './prototype-changes.ts';
import { tagOf } from './record-names.ts';
import type { TypeDifference } from './type-difference.ts';
import type { ReachingExports, TypeGraph, TypePair } from './type-graph.ts';

const perStep = 100;
const shownDetails = 4;
/** Whoever reaches a type is looked for in the whole graph; where more types changed, nothing is as it was. */
const reachedLimit = 1000;

/** Names of the virtual base classes of a record, by its place in the table. */
interface VirtualBases {
  readonly before: (record: number) => readonly string[];
  readonly after: (record: number) => readonly string[];
}

/** A type that changed; units of a library have a copy each, which are one change together. */
interface ChangedType {
  readonly types: TypePair['types'];
  readonly details: readonly Detail[];
  readonly indexes: number[];
}

/** The types that changed among those that the exports reach; comparing one may add further ones to the graph. */
export function* graphChanges(
  graph: TypeGraph,
  types: TypeDifference,
  exports: readonly ComparedExport[],
  virtualBases: VirtualBases,
): Generator<void, readonly BuildChangeFact[]> {
  const changed = new Map<string, ChangedType>();
  for (let index = 0; index < graph.pairs.length; index += 1) {
    const pair = graph.pairs[index];
    if (pair === undefined) break;
    const details = detailsOf(pair, index, types, virtualBases);
    if (details.length > 0) collect(changed, { types: pair.types, details, indexes: [index] });
    if (index % perStep === perStep - 1) yield;
  }
  const facts: BuildChangeFact[] = [];
  for (const one of [...changed.values()].slice(0, reachedLimit)) {
    facts.push(changeOf(one, graph.exportsReaching(one.indexes), exports));
    yield;
  }
  return facts;
}

function detailsOf(
  { types }: TypePair,
  index: number,
  difference: TypeDifference,
  virtualBases: VirtualBases,
): readonly Detail[] {
  if (types.kind === 'enum') return enumDetails(types.before, types.after);
  const origin = { from: 'type', index } as const;
  return layoutDetails(types.before, types.after, {
    compare: (before, after) =>
      difference.between(before, after, { origin, edge: 'value', direction: 'both' }),
    virtualBases: {
      before: () => virtualBases.before(types.records.before),
      after: () => virtualBases.after(types.records.after),
    },
  });
}

function collect(changed: Map<string, ChangedType>, one: ChangedType): void {
  const texts = one.details.map(({ text }) => text);
  const key = [titleOf(one.types), sizeText(one.types), ...texts].join('\n');
  const known = changed.get(key);
  if (known === undefined) changed.set(key, one);
  else known.indexes.push(...one.indexes);
}

function changeOf(
  { types, details }: ChangedType,
  reaching: ReachingExports,
  exports: readonly ComparedExport[],
): BuildChangeFact {
  const isByValue = reaching.byValue.length > 0;
  const severity = details.reduce<ChangeSeverity | null>(
    (worst, detail) => worse(worst, isByValue ? detail.byValue : detail.byPointer),
    null,
  );
  const touched = [...reaching.byValue, ...reaching.byPointer].flatMap((index) => exports[index] ?? []);
  const title = titleOf(types);
  const kind = types.kind === 'enum' ? 'enum-changed' : 'layout-changed';
  const quoted = title === namelessTitle(types) ? `A${title.slice(1)}` : `\`${shortened(title)}\``;
  const sentence = `${quoted} ${whatText(types, details)}; ${reachText(reaching, exports)}.`;
  return makeFact(kind, severity ?? 'compatible', sentence, {
    subject: title,
    symbols: touched.map(({ symbol }) => symbol),
    sides: layoutSides(types),
  });
}

function titleOf(types: TypePair['types']): string {
  if (types.kind === 'enum') return types.after.spelling;
  const isNameless = tagOf(types.after) === null && tagOf(types.before) === null;
  return isNameless ? namelessTitle(types) : types.after.spelling;
}

function namelessTitle(types: TypePair['types']): string {
  return types.kind === 'enum' ? '' : `a nameless ${types.after.keyword}`;
}

function whatText(types: TypePair['types'], details: readonly Detail[]): string {
  const texts = details.map(({ text }) => text).filter((text) => text !== '');
  const shown = texts.slice(0, shownDetails);
  if (texts.length > shown.length) shown.push(`and ${texts.length - shown.length} more`);
  const what = sizeText(types);
  return shown.length === 0 ? what : `${what}: ${shown.join(', ')}`;
}

function sizeText({ kind, before, after }: TypePair['types']): string {
  if (kind === 'enum' || before.size === after.size) return 'changed';
  return `${after.size > before.size ? 'grew' : 'shrank'} from ${before.size} to ${bytesText(after.size)}`;
}

function reachText({ byValue, byPointer }: ReachingExports, exports: readonly ComparedExport[]): string {
  const names = (indexes: readonly number[]) =>
    listText([...new Set(indexes.map((index) => `\`${shortened(exports[index]?.title ?? '?')}\``))]);
  if (byValue.length > 0) return `used by value by ${names(byValue)}`;
  return `reached through pointers by ${names(byPointer)}`;
}

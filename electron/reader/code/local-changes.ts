import type { CodeComparison } from '../code-comparison.ts';
import type { AddressRange } from './address-range.ts';
import type { BuildPlaces } from './build-places.ts';
import type { NamedPlace } from './named-places.ts';
import type { PlaceComparison } from './place-comparison.ts';

/** A function or an object that only .symtab names, in both builds. */
export interface LocalPair {
  readonly before: NamedPlace;
  readonly after: NamedPlace;
}

/** What .symtab names in both builds, and whether it names functions in one of them only. */
export interface PairedLocals {
  readonly functions: readonly LocalPair[];
  readonly objects: readonly LocalPair[];
  /** Null where a build has no .symtab, and where code that was moved is not understood. */
  readonly areFunctionsSame: boolean | null;
}

/** Pairs what other libraries cannot bind to, where one name is one thing. */
export function pairLocals(before: BuildPlaces, after: BuildPlaces): PairedLocals {
  if (!before.isX86 || !after.isX86 || !before.names.hasLocals || !after.names.hasLocals) {
    return { functions: [], objects: [], areFunctionsSame: null };
  }
  const [old, now] = [placesByName(before), placesByName(after)];
  const pairs = [...old].flatMap(([name, [place, ...further]]) => {
    const [other, ...furtherNow] = now.get(name) ?? [];
    if (place === undefined || other === undefined || further.length > 0 || furtherNow.length > 0) return [];
    return place.isFunction === other.isFunction ? [{ before: place, after: other }] : [];
  });
  return {
    functions: pairs.filter((pair) => pair.before.isFunction),
    objects: pairs.filter((pair) => !pair.before.isFunction),
    areFunctionsSame: functionNames(old) === functionNames(now),
  };
}

function placesByName({ names }: BuildPlaces): ReadonlyMap<string, readonly NamedPlace[]> {
  const found = new Map<string, NamedPlace[]>();
  for (const place of names.locals()) {
    const known = found.get(place.name);
    if (known === undefined) found.set(place.name, [place]);
    else known.push(place);
  }
  return found;
}

function functionNames(places: ReadonlyMap<string, readonly NamedPlace[]>): string {
  return [...places]
    .flatMap(([name, group]) => group.filter(({ isFunction }) => isFunction).map(() => name))
    .sort()
    .join('\n');
}

export function rangeOf({ address, size }: NamedPlace): AddressRange {
  return { start: address, size };
}

/** The exported function that a compiler split a local one from: `f` for `f.cold`; null for others. */
export function splitFrom({ name }: NamedPlace): string | null {
  return /^[^\0]*\0([^.]+)\./s.exec(name)?.[1] ?? null;
}

/** What changed of what only .symtab names; sections by their names. */
export interface LocalChanges {
  readonly code: boolean;
  readonly constants: readonly string[];
  readonly data: readonly string[];
}

export interface ComparedLocals {
  readonly before: BuildPlaces;
  readonly places: PlaceComparison;
  readonly code: CodeComparison;
}

/** Functions are those that `code` has looked at. */
export function localChanges(
  { functions, objects }: Pick<PairedLocals, 'functions' | 'objects'>,
  { before, places, code }: ComparedLocals,
): LocalChanges {
  const differences = functions.map((pair) => code.differenceOf(rangeOf(pair.before), rangeOf(pair.after)));
  const changed = objects.filter(
    (pair) =>
      pair.before.size !== pair.after.size ||
      !places.sameContent(pair.before.address, pair.after.address, pair.before.size),
  );
  const sections = changed.flatMap((pair) => before.image.sectionAt(pair.before.address) ?? []);
  const named = (isConstant: boolean) =>
    sections.filter((section) => section.isConstant === isConstant).map(({ name }) => name);
  const used = differences.includes('constants') && sections.length === 0 ? ['.rodata'] : [];
  return {
    code: differences.includes('code'),
    constants: [...new Set([...used, ...named(true)])],
    data: [...new Set(named(false))],
  };
}

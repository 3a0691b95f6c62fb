/** What a change means for programs that were built with the old build, the worst first. */
export const changeSeverities = ['breaking', 'risky', 'compatible'] as const;

export type ChangeSeverity = (typeof changeSeverities)[number];

/** What the file says of itself, its exports, and (with debug information) how they are called. */
export const buildChangeKinds = [
  'machine-changed',
  'soname-changed',
  'needed-added',
  'needed-removed',
  'needed-reordered',
  'run-path-changed',
  'compiler-changed',
  'flags-changed',
  'export-added',
  'export-removed',
  /** The same function under another mangled name: other parameter types, or `extern "C"` added or dropped. */
  'export-renamed',
  /** Function, data, thread-local data or IFUNC became another of these. */
  'type-changed',
  'binding-changed',
  'visibility-changed',
  'version-changed',
  'size-changed',
  /** A table of virtual functions of the same size has another function in some place. */
  'virtual-table-changed',
  'code-changed',
  'prototype-changed',
  /** The type or the first value of an exported variable. */
  'variable-changed',
  /** A struct, union or class that exports reach. */
  'layout-changed',
  'enum-changed',
] as const;

export type BuildChangeKind = (typeof buildChangeKinds)[number];

/** One thing that differs between two builds. */
export interface BuildChangeFact {
  readonly kind: BuildChangeKind;
  readonly severity: ChangeSeverity;
  /** What it is about: a symbol as people read it, the name of a type, or of a library; empty for the file itself. */
  readonly subject: string;
  /** Names as dlsym takes them that the change touches, in both builds; sorted, and cut at `changeSymbolLimit`. */
  readonly symbols: readonly string[];
  /** The whole number, also when the list was cut. */
  readonly symbolCount: number;
  /** One plain sentence. */
  readonly sentence: string;
  /** What stands in each build, for a side-by-side view: an attribute, a prototype, a layout of several lines; null where nothing can be set beside. */
  readonly sides: ChangeSides | null;
}

/** Empty where that build has nothing of it. */
export interface ChangeSides {
  readonly before: string;
  readonly after: string;
}

/** Changes by severity, then subject, kind and sentence, at most `changeLimit` of them. */
export interface BuildChanges {
  readonly changes: readonly BuildChangeFact[];
  /** Whole numbers, also when the list was cut. */
  readonly counts: SeverityCounts;
}

/** All that was found to differ between two builds. */
export interface ComparedBuilds extends BuildChanges {
  /** What was not compared and why, a sentence each. */
  readonly notes: readonly string[];
}

/** What of it a history keeps: the worst changes with their first symbols, and no sides. */
export interface KeptChanges extends ComparedBuilds {
  /** False while prototypes and layouts are still being compared. */
  readonly complete: boolean;
}

export type SeverityCounts = Readonly<Record<ChangeSeverity, number>>;

export const changeLimit = 1000;
/** Of the symbols of one change; a type that every function takes touches them all. */
export const changeSymbolLimit = 500;
/** Of the changes that a history entry keeps, and of the symbols of each. */
const keptLimits = { changes: 100, symbols: 20 } as const;
/** Of the symbols of all changes together. */
const allSymbolsLimit = 20_000;
/** Characters of all sides together. */
const sidesLimit = 1_000_000;

const rank: SeverityCounts = { breaking: 0, risky: 1, compatible: 2 };

/**
 * Sorts changes and cuts them to what may travel; those that touch a symbol of `kept` stay, as these symbols do. Of the
 * texts to be set side by side the first ones stay.
 */
export function boundChanges(
  facts: readonly BuildChangeFact[],
  kept: ReadonlySet<string> = new Set(),
): BuildChanges {
  const counts = { breaking: 0, risky: 0, compatible: 0 };
  for (const { severity } of facts) counts[severity] += 1;
  let symbolsLeft = allSymbolsLimit;
  let sidesLeft = sidesLimit;
  const changes = [...facts]
    .sort(compareFacts)
    .filter(
      ({ symbols }, index) =>
        index < changeLimit || (kept.size > 0 && symbols.some((symbol) => kept.has(symbol))),
    )
    .map((fact) => {
      const symbols = boundSymbols(fact.symbols, Math.min(changeSymbolLimit, symbolsLeft), kept);
      symbolsLeft = Math.max(0, symbolsLeft - symbols.length);
      sidesLeft -= sidesLength(fact);
      const sides = sidesLeft < 0 ? null : fact.sides;
      return symbols === fact.symbols && sides === fact.sides ? fact : { ...fact, symbols, sides };
    });
  return { changes, counts };
}

/** Cuts changes to what a history keeps; those that touch a symbol of `kept` stay, as these symbols do. */
export function keptChanges(
  { changes, counts, notes }: ComparedBuilds,
  { complete, kept }: { readonly complete: boolean; readonly kept: ReadonlySet<string> },
): KeptChanges {
  const first = changes
    .filter(({ symbols }, index) => index < keptLimits.changes || symbols.some((symbol) => kept.has(symbol)))
    .map((fact) => ({ ...fact, symbols: boundSymbols(fact.symbols, keptLimits.symbols, kept), sides: null }));
  return { changes: first, counts, notes, complete };
}

/** A change of the code alone is what a developer makes all day, and a new export touches nobody's calls. */
export function isSilent({ kind }: BuildChangeFact): boolean {
  return kind === 'code-changed' || kind === 'export-added';
}

/** The changes of several comparisons of the same two builds as one. */
export function joinChanges(...parts: readonly BuildChanges[]): BuildChanges {
  const counts = { breaking: 0, risky: 0, compatible: 0 };
  for (const part of parts) {
    for (const severity of changeSeverities) counts[severity] += part.counts[severity];
  }
  return { changes: parts.flatMap(({ changes }) => changes).sort(compareFacts), counts };
}

/** The worse of two; null stands for no change. */
export function worse(left: ChangeSeverity | null, right: ChangeSeverity | null): ChangeSeverity | null {
  if (left === null || right === null) return left ?? right;
  return rank[left] <= rank[right] ? left : right;
}

function sidesLength({ sides }: BuildChangeFact): number {
  return sides === null ? 0 : sides.before.length + sides.after.length;
}

function boundSymbols(
  symbols: readonly string[],
  limit: number,
  kept: ReadonlySet<string>,
): readonly string[] {
  if (symbols.length <= limit) return symbols;
  const wanted = kept.size === 0 ? [] : symbols.filter((symbol) => kept.has(symbol));
  const others = symbols.filter((symbol) => !kept.has(symbol));
  return [...wanted, ...others.slice(0, Math.max(0, limit - wanted.length))].sort();
}

function compareFacts(left: BuildChangeFact, right: BuildChangeFact): number {
  return (
    rank[left.severity] - rank[right.severity] ||
    compareTexts(left.subject, right.subject) ||
    compareTexts(left.kind, right.kind) ||
    compareTexts(left.sentence, right.sentence)
  );
}

/** By code units: the same everywhere. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

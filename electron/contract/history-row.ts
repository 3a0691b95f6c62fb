import { type BuildChangeFact, isSilent } from './build-changes.ts';
import type { Failure } from './failure.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { VariableChange } from './variables.ts';

/** Of one library; the oldest ones are dropped. */
export const entriesKept = 10_000;

/**
 * An entry as the list of all entries has it: the parts that can be long are shortened, and `words` has their text for
 * the filter. The entry as a whole is asked for by its id.
 */
export interface HistoryRow extends HistoryEntry {
  /** What the shortened parts say, one text a line. */
  readonly words: string;
}

type Shorteners = {
  readonly [Part in keyof HistoryEntry]?: (part: HistoryEntry[Part]) => HistoryEntry[Part];
};

const namesKept = 3;
const charactersKept = 2000;
/** More than a line on disk has. */
const wordsKept = 200_000;

/** The parts of an entry that can be long, and what a row keeps of each: what the line of a table shows. */
const shorteners = {
  added: firstNames,
  removed: firstNames,
  changed: firstNames,
  failure: (failure) => (failure === null ? null : shortFailure(failure)),
  fault: (fault) => (fault === null ? null : { ...fault, stderrTail: '' }),
  proof: (proof) =>
    proof === null
      ? null
      : { ...proof, reasons: proof.reasons.map(({ kind }) => ({ kind, cause: '', cure: '', names: [] })) },
  // The table tells how many there are, and how many of them touch pinned calls.
  changes: (changes) => changes && { ...changes, changes: changes.changes.flatMap(shortChange), notes: [] },
  // The table tells how many were not carried.
  state: (state) => state && { ...state, variables: state.variables.flatMap(shortVariable) },
  failedHook: (hook) => hook && clip(hook),
  notes: () => [],
} as const satisfies Shorteners;

/** The row of an entry. */
export function historyRow(entry: HistoryEntry): HistoryRow {
  const short: Record<string, unknown> = {};
  const words: string[] = [];
  for (const [part, shorten] of Object.entries(shorteners)) {
    const whole = entry[part as keyof typeof shorteners];
    short[part] = (shorten as (value: unknown) => unknown)(whole);
    collectTexts(whole, words);
  }
  return { ...entry, ...short, words: words.join('\n').slice(0, wordsKept) };
}

function firstNames(names: readonly string[]): readonly string[] {
  return names.slice(0, namesKept).map(clip);
}

function shortFailure({ code, message, detail }: Failure): Failure {
  return { code, message: clip(message), ...(detail === undefined ? {} : { detail: clip(detail) }) };
}

function shortVariable(change: VariableChange): readonly VariableChange[] {
  return change.fate === 'not-carried' ? [{ ...change, before: '', after: null, note: '' }] : [];
}

function shortChange(change: BuildChangeFact): readonly BuildChangeFact[] {
  return isSilent(change) ? [] : [{ ...change, sentence: '', sides: null }];
}

function clip(text: string): string {
  return text.slice(0, charactersKept);
}

/** All texts in a tree of plain values, in order. */
function collectTexts(value: unknown, texts: string[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectTexts(member, texts);
  }
}

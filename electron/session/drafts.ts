import type { CallInput } from '../contract/call-record.ts';

/** What was typed, by the name of the symbol; names come from files and may be `__proto__`. */
type Drafts = Readonly<Record<string, CallInput>>;

/** As many as are kept on disk; the page types one at a time. */
const draftsKept = 200;
/** Of all drafts together: arguments can be megabytes long. */
const charactersKept = 32_000_000;

/** The drafts with this one as the newest of its symbol; the oldest are dropped. */
export function withDraft(drafts: Drafts, draft: CallInput): Drafts {
  const others = Object.entries(drafts).filter(([symbol]) => symbol !== draft.symbol);
  const newest = [...others, [draft.symbol, draft] as const].slice(-draftsKept);
  let characters = newest.reduce((sum, [, kept]) => sum + lengthOf(kept), 0);
  while (characters > charactersKept && newest.length > 1) {
    const [oldest] = newest.splice(0, 1);
    if (oldest) characters -= lengthOf(oldest[1]);
  }
  // `fromEntries` defines each name on the object itself, also one that an assignment would take for its prototype.
  return Object.fromEntries(newest);
}

function lengthOf({ symbol, prototype, arguments: texts }: CallInput): number {
  return texts.reduce((sum, text) => sum + text.length, symbol.length + prototype.length);
}

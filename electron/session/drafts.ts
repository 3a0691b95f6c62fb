import type { CallInput } from '../contract/session-state.ts';

/** What was typed, by the name of the symbol; names come from files and may be `__proto__`. */
type Drafts = Readonly<Record<string, CallInput>>;

/** As many as are kept on disk; the page types one at a time. */
const draftsKept = 200;

/** The drafts with this one as the newest of its symbol; the oldest are dropped. */
export function withDraft(drafts: Drafts, draft: CallInput): Drafts {
  const others = Object.entries(drafts).filter(([symbol]) => symbol !== draft.symbol);
  // `fromEntries` defines each name on the object itself, also one that an assignment would take for its prototype.
  return Object.fromEntries([...others, [draft.symbol, draft] as const].slice(-draftsKept));
}

import type { CallInput, CallOutcome } from './call-record.ts';
import type { BrokenBy, CheckVerdict, RunSpan } from './check.ts';

/** A call that the user gave a name, kept in a file of the library. */
export interface NamedCall {
  readonly name: string;
  readonly input: CallInput;
}

/** The named calls of a library and the file that holds them. */
export interface NamedCalls {
  /** Absolute; may lie in the user's repository. */
  readonly file: string;
  /** False while the file lies in the profile of this program. */
  readonly chosen: boolean;
  /** By name. */
  readonly calls: readonly NamedCall[];
  /** Why the file could not be read or written, or null. */
  readonly problem: string | null;
}

export interface PinnedResult {
  readonly generation: number;
  readonly atMs: number;
  readonly outcome: CallOutcome;
  /** Of its runs with this generation that returned; null when none did. */
  readonly span: RunSpan | null;
}

/** What the file of a library says of a pinned call. */
export interface PinnedDefinition {
  /** What it is called in lists; null where the call itself says it. */
  readonly name: string | null;
  readonly input: CallInput;
  /** What its result must be, in the argument language; null while nothing is expected. See `checks/expected-result.ts`. */
  readonly expected: string | null;
}

/** A call that runs with every new build. */
export interface PinnedCall extends PinnedDefinition {
  readonly id: string;
  /** The newest result, of the generation it names. */
  readonly latest: PinnedResult | null;
  /** The result of an earlier generation, which `latest` is shown against. */
  readonly previous: PinnedResult | null;
  /** Why it was not run with the current generation, or null. */
  readonly stale: string | null;
  /** Of `latest` against `expected`; null while one of them is missing. */
  readonly verdict: CheckVerdict | null;
  /** Kept until the check passes again; null for one that never passed. */
  readonly brokenBy: BrokenBy | null;
}

import type { BuildKey } from './identity.ts';

/** The longest text of an expected result, in UTF-16 code units. */
export const longestExpected = 100_000;

/** What a result is against what was expected of it; the reason is one sentence. */
export type CheckVerdict = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly reason: string };

/** The build with which a check that had passed did not pass any more. */
export interface BrokenBy {
  readonly generation: number;
  /** Null when it is not known which build of that generation answered. */
  readonly build: BuildKey | null;
}

/** The durations of all runs of one pinned call with one generation. */
export interface RunSpan {
  readonly runs: number;
  readonly fastestNs: number;
  readonly slowestNs: number;
}

/** What the pinned calls told of a build when they ran right after it was loaded. */
export interface PinnedEffect {
  /** Calls that were made with the build. */
  readonly ran: number;
  /** Of these, the ones that did not return. */
  readonly failed: number;
  /** Calls that were not made, because they do not fit the build. */
  readonly stale: number;
  /** Returned calls whose result is another one than with the build before. */
  readonly changed: number;
  /** Checks that passed before and do not with this build. */
  readonly broken: number;
  /** The first ones that changed or broke, at most `effectExamples`. */
  readonly examples: readonly PinnedExample[];
}

export interface PinnedExample {
  /** In short: `add(3, 4)`. */
  readonly call: string;
  /** The results of both builds; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
  /** True for a check that the build broke. */
  readonly broken: boolean;
}

export const effectExamples = 5;

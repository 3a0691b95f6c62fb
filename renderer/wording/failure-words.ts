/** How a failure is told to people. */
export interface FailureWords {
  /** Two to five words. */
  readonly title: string;
  /** What it means and what to do next; empty when the message says it all. */
  readonly meaning: string;
}

/** Debug information can be wrong in a million places; its reader needs the first few. */
const problemLimit = 50;

/** Collects what was odd, each sentence once, at most 50. */
export class Problems {
  readonly #sentences = new Set<string>();

  add(sentence: string): void {
    if (this.#sentences.size < problemLimit) this.#sentences.add(sentence);
  }

  list(): readonly string[] {
    return [...this.#sentences];
  }
}

/**
 * Bounds the work on one file: each debugging information entry that is looked at costs one. Sound files need a few passes
 * over their entries; only entries that lead to each other in circles or nests need more.
 */
export class WorkBudget {
  #left: number;
  readonly #problems: Problems;

  constructor(sectionBytes: number, problems: Problems) {
    this.#left = sectionBytes * 16 + 64_000_000;
    this.#problems = problems;
  }

  /** False when nothing may be spent any more. */
  spend(entries: number): boolean {
    this.#left -= entries;
    if (this.#left >= 0) return true;
    this.#problems.add(
      'The debug information leads to more work than its size explains; the rest was not read.',
    );
    return false;
  }
}

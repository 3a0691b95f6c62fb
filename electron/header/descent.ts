// Typedefs, records and expressions that refer to each other in longer chains than this are not for reading.
const maximumDepth = 150;

/** Bounds how deep declarations are followed into each other. */
export class Descent {
  #depth = 0;

  /** Runs one step; null, without running it, beyond the depth that is followed. */
  deeper<T>(step: () => T): T | null {
    if (this.#depth >= maximumDepth) return null;
    this.#depth += 1;
    try {
      return step();
    } finally {
      this.#depth -= 1;
    }
  }
}

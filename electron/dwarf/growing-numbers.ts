/** A list of numbers that takes eight or four bytes for each, not a boxed value. */
export class GrowingNumbers<T extends Float64Array | Int32Array | Uint32Array> {
  #items: T;
  readonly #create: (length: number) => T;
  length = 0;

  constructor(create: (length: number) => T) {
    this.#create = create;
    this.#items = create(16);
  }

  push(value: number): void {
    if (this.length === this.#items.length) {
      const larger = this.#create(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#items[index] = value;
  }

  /** What was pushed, in memory of exactly that size. */
  trimmed(): T {
    const exact = this.#create(this.length);
    exact.set(this.#items.subarray(0, this.length));
    return exact;
  }
}

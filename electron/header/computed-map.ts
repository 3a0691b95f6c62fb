/** A map whose values are computed each time they are asked for: a thousand prototypes with their records need not live at once. */
export class ComputedMap<K, S, V> implements ReadonlyMap<K, V> {
  readonly #sources: ReadonlyMap<K, S>;
  readonly #compute: (source: S, key: K) => V;

  constructor(sources: ReadonlyMap<K, S>, compute: (source: S, key: K) => V) {
    this.#sources = sources;
    this.#compute = compute;
  }

  get size(): number {
    return this.#sources.size;
  }

  has(key: K): boolean {
    return this.#sources.has(key);
  }

  get(key: K): V | undefined {
    const source = this.#sources.get(key);
    return source === undefined ? undefined : this.#compute(source, key);
  }

  keys(): MapIterator<K> {
    return this.#sources.keys();
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, source] of this.#sources) yield [key, this.#compute(source, key)];
  }

  *values(): MapIterator<V> {
    for (const [key, source] of this.#sources) yield this.#compute(source, key);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}

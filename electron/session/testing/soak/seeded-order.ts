/** Numbers from 0 to 1 that are the same row for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many rounds of all items, mixed in an order that follows from the seed alone. */
export function mixedOrder<Item>(items: readonly Item[], rounds: number, seed: number): Item[] {
  const random = seededRandom(seed);
  return Array.from({ length: rounds }, () => items)
    .flat()
    .map((item) => ({ item, place: random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}

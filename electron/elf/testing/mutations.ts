/** A small seeded generator (mulberry32): the same seed gives the same mutations everywhere. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }
}

/** Values at which sizes, counts and offsets tip over. */
const edgeValues: readonly [bigint, ...bigint[]] = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0xfffen,
  0xffffn,
  0x7fff_ffffn,
  0x8000_0000n,
  0xffff_ffffn,
  0x7fff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_ffffn,
  0xffff_ffff_ffff_fff8n,
];

type Mutation = (
  bytes: Uint8Array<ArrayBuffer>,
  random: SeededRandom,
  places: readonly number[],
) => Uint8Array<ArrayBuffer>;

const mutations: readonly [Mutation, ...Mutation[]] = [
  flipBytes,
  writeEdge,
  writeEdge,
  writeEdge,
  truncate,
  fillRange,
  copyRange,
];

/**
 * A damaged copy of `original` with one to four damages. `places` are offsets of tables: half of the damage goes
 * there, because most other bytes are never looked at.
 */
export function mutate(original: Uint8Array, random: SeededRandom, places: readonly number[]): Uint8Array {
  let bytes = new Uint8Array(original);
  for (let count = 1 + random.below(4); count > 0 && bytes.length > 8; count -= 1) {
    bytes = random.pick(mutations)(bytes, random, places);
  }
  return bytes;
}

function placeIn(bytes: Uint8Array, random: SeededRandom, places: readonly number[]): number {
  const near = places[random.below(places.length * 2)];
  const at = near === undefined ? random.below(bytes.length) : near + random.below(64);
  return Math.min(at, bytes.length - 8);
}

function flipBytes(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom, places: readonly number[]) {
  const at = placeIn(bytes, random, places);
  for (let index = 0; index < 1 + random.below(8); index += 1) bytes[at + index] = random.below(256);
  return bytes;
}

function writeEdge(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom, places: readonly number[]) {
  const view = new DataView(bytes.buffer);
  const size = random.pick([2, 4, 8]);
  const at = Math.floor(placeIn(bytes, random, places) / size) * size;
  const value = random.pick(edgeValues) + BigInt(random.below(3)) * BigInt(bytes.length);
  if (size === 2) view.setUint16(at, Number(value & 0xffffn), true);
  else if (size === 4) view.setUint32(at, Number(value & 0xffff_ffffn), true);
  else view.setBigUint64(at, BigInt.asUintN(64, value), true);
  return bytes;
}

function truncate(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom) {
  return bytes.slice(0, random.below(bytes.length));
}

function fillRange(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom, places: readonly number[]) {
  const at = placeIn(bytes, random, places);
  return bytes.fill(random.pick([0, 0, 0xff, 0x41]), at, at + random.below(512));
}

function copyRange(bytes: Uint8Array<ArrayBuffer>, random: SeededRandom, places: readonly number[]) {
  const from = random.below(bytes.length);
  return bytes.copyWithin(placeIn(bytes, random, places), from, from + random.below(256));
}

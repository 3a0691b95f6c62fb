import type { KeepRequest } from '../contract/runner-protocol.ts';
import { type NativeMemory, newMemory } from './new-memory.ts';
import type { Recorder } from './recorder.ts';

// Functions of the library may remember a pointer for a while: so many calls later the memory is still there.
const livingCalls = 256;
const livingBytes = 256 * 1024 * 1024;
// Half of koffi's places.
const livingCallbacks = 4096;

/** The memory that was made for one call, and what is to be undone when it goes. */
export class BlockGroup {
  readonly #blocks: NativeMemory[] = [];
  readonly #endings: (() => void)[] = [];
  readonly #kept = new Set<bigint>();
  /** Of the callbacks among it. */
  readonly recorders: Recorder[] = [];
  bytes = 0;

  get isKept(): boolean {
    return this.#kept.size > 0;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0 && this.#endings.length === 0;
  }

  /** Zeroed memory that lives as long as this group. */
  block(size: number, alignment: number): NativeMemory {
    const memory = newMemory(size, alignment);
    this.#blocks.push(memory);
    this.bytes += size;
    return memory;
  }

  onEnd(ending: () => void): void {
    this.#endings.push(ending);
  }

  holds(address: bigint): boolean {
    return this.#blocks.some(
      (block) => address >= block.address && address <= block.address + BigInt(block.bytes.length),
    );
  }

  keep(address: bigint): void {
    this.#kept.add(address);
  }

  /** True when the address was kept here. */
  free(address: bigint): boolean {
    return this.#kept.delete(address);
  }

  end(): void {
    for (const ending of this.#endings) ending();
  }
}

/**
 * Keeps the memory of the last 256 calls, at most 256 MiB, the oldest dropped first; callbacks, which libraries remember
 * for longer, and the memory made with them while there are no more than 4096. A group of which an address is kept stays
 * whole, because its blocks point to each other, until that address is given free; then it ages from anew.
 */
export class BlockStore {
  #living: BlockGroup[] = [];
  readonly #kept = new Set<BlockGroup>();

  /** Takes a group over after its call. */
  add(group: BlockGroup): void {
    // A call without memory of its own counts as well while others are to grow old.
    if (group.isEmpty && this.#living.length === 0) return;
    this.#living.push(group);
    this.#dropOldest();
  }

  /** Kept groups do not count. The youngest stays, however large: its result points there. */
  #dropOldest(): void {
    let bytes = 0;
    let callbacks = 0;
    const living: BlockGroup[] = [];
    for (const [age, group] of [...this.#living].reverse().entries()) {
      bytes += group.bytes;
      callbacks += group.recorders.length;
      const isOld = group.recorders.length > 0 ? callbacks > livingCallbacks : age >= livingCalls;
      if (age > 0 && (isOld || bytes > livingBytes)) group.end();
      else living.push(group);
    }
    this.#living = living.reverse();
  }

  /** Addresses that lie in no block are the library's own, and nothing is done for them. */
  keep(request: KeepRequest): void {
    for (const address of request.keep) this.#keep(address);
    for (const address of request.free) this.#free(address);
  }

  #keep(address: bigint): void {
    const group = [...this.#kept, ...this.#living].find((one) => one.holds(address));
    if (group === undefined) return;
    group.keep(address);
    this.#kept.add(group);
    this.#living = this.#living.filter((one) => one !== group);
  }

  #free(address: bigint): void {
    for (const group of this.#kept) {
      if (!group.free(address) || group.isKept) continue;
      this.#kept.delete(group);
      this.add(group);
    }
  }

  /** The callbacks of earlier calls, which the library may have remembered. */
  get recorders(): readonly Recorder[] {
    return [...this.#kept, ...this.#living].flatMap(({ recorders }) => recorders);
  }

  /** Ends the groups that nobody keeps, now: koffi has no place for another callback. */
  endAllLiving(): void {
    for (const group of this.#living) group.end();
    this.#living = [];
  }
}

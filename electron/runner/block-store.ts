import type { KeepRequest } from '../contract/runner-protocol.ts';
import { type NativeMemory, newMemory } from './new-memory.ts';
import type { Recorder } from './recorder.ts';

// Functions of the library may remember a pointer for a while: so many calls later the memory is still there.
const livingCalls = 256;
const livingBytes = 256 * 1024 * 1024;

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
 * Keeps the memory of the last 256 calls, at most 256 MiB, the oldest dropped first. A group of which an address is
 * kept stays whole, because its blocks point to each other, until that address is given free; then it ages from anew.
 */
export class BlockStore {
  #living: BlockGroup[] = [];
  readonly #kept = new Set<BlockGroup>();

  /** Takes a group over after its call. */
  add(group: BlockGroup): void {
    // A call without memory of its own counts as well while others are to grow old.
    if (group.isEmpty && this.#living.length === 0) return;
    this.#living.push(group);
    this.#dropOldest(livingCalls, livingBytes);
  }

  /** Drops the oldest groups until no more than so many calls and bytes are left; kept ones do not count. */
  #dropOldest(calls: number, bytes: number): void {
    let total = this.#living.reduce((sum, group) => sum + group.bytes, 0);
    let dropped = 0;
    while (this.#living.length - dropped > calls || total > bytes) {
      const oldest = this.#living[dropped];
      // The last call's own blocks stay, however large: its result points there.
      if (oldest === undefined || dropped === this.#living.length - 1) break;
      total -= oldest.bytes;
      oldest.end();
      dropped += 1;
    }
    this.#living = this.#living.slice(dropped);
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
    return [...this.#kept, ...this.#living].flatMap((group) => group.recorders);
  }

  /** Ends the groups that nobody keeps, now: koffi has no place for another callback. */
  endAllLiving(): void {
    for (const group of this.#living) group.end();
    this.#living = [];
  }
}

import { describe, expect, it } from 'vitest';
import { BlockGroup, BlockStore } from './block-store.ts';
import { Recorder } from './recorder.ts';
import { functionType, nothing } from './types-for-tests.ts';

/** A group that says when it ends. */
function group(bytes = 8) {
  const made = new BlockGroup();
  const memory = made.block(bytes, 1);
  const state = { ended: 0 };
  made.onEnd(() => {
    state.ended += 1;
  });
  return { made, memory, state };
}

function addEmpty(store: BlockStore, count: number): void {
  for (let done = 0; done < count; done++) store.add(new BlockGroup());
}

describe('new memory', () => {
  it('is zeroed, aligned, and at an address of its own even without bytes', () => {
    const made = new BlockGroup();
    for (const alignment of [1, 8, 16, 32, 4096]) {
      const memory = made.block(10, alignment);
      expect(memory.address % BigInt(alignment)).toBe(0n);
      expect([...memory.bytes]).toEqual(Array(10).fill(0));
    }
    expect(made.block(0, 1).address).not.toBe(made.block(0, 1).address);
  });
});

describe('the store', () => {
  it('keeps the memory of a call for the next 255, whether they have memory or not', () => {
    const store = new BlockStore();
    const { made, state } = group();
    store.add(made);
    addEmpty(store, 255);
    expect(state.ended).toBe(0);
    addEmpty(store, 1);
    expect(state.ended).toBe(1);
  });

  it('keeps callbacks for longer, until there are many', () => {
    const store = new BlockStore();
    const { made, state } = group();
    const recorder = new Recorder({
      label: 'f',
      type: functionType(nothing, []),
      records: [],
      layout: { result: { kind: 'void' }, parameters: [], areaBytes: 0 },
      returns: [],
    });
    made.recorders.push(recorder);
    store.add(made);
    addEmpty(store, 1000);
    expect(store.recorders).toEqual([recorder]);
    const many = group();
    many.made.recorders.push(...Array(4096).fill(recorder));
    store.add(many.made);
    expect([state.ended, many.state.ended]).toEqual([1, 0]);
  });

  it('drops the oldest when there are too many bytes, and never the youngest', () => {
    const store = new BlockStore();
    const quarter = 64 * 1024 * 1024;
    const [first, second] = [group(quarter), group(quarter)];
    store.add(first.made);
    store.add(second.made);
    const large = group(4 * quarter);
    store.add(large.made);
    expect([first, second, large].map(({ state }) => state.ended)).toEqual([1, 1, 0]);
  });

  it('keeps for good what it is asked to, until the last address is free, and then for 256 calls', () => {
    const store = new BlockStore();
    const { made, memory, state } = group();
    store.add(made);
    store.keep({ keep: [memory.address, memory.address + 4n, 1n], free: [] });
    addEmpty(store, 1000);
    store.keep({ keep: [], free: [memory.address, 2n] });
    addEmpty(store, 1000);
    expect(state.ended).toBe(0);
    store.keep({ keep: [], free: [memory.address + 4n] });
    addEmpty(store, 255);
    expect(state.ended).toBe(0);
    addEmpty(store, 1);
    expect(state.ended).toBe(1);
  });

  it('ends all that is not kept when asked', () => {
    const store = new BlockStore();
    const [kept, other] = [group(), group()];
    store.add(kept.made);
    store.add(other.made);
    store.keep({ keep: [kept.memory.address], free: [] });
    store.endAllLiving();
    expect([kept.state.ended, other.state.ended]).toEqual([0, 1]);
  });
});

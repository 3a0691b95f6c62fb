import type { PushChannel, Pushes } from '../contract/ipc.ts';

/** What no snapshot holds. */
const lasting: ReadonlySet<PushChannel> = new Set<PushChannel>(['app:noticed', 'command:invoked']);

/** A page that asked for its snapshot says within a moment that it is ready; one that never does must not cost memory. */
const heldAtMost = 1000;

/**
 * States of a library that come within this time are one push, the last of them: a reload changes its state a dozen times,
 * and 200 pinned calls two hundred times, while the page draws 60 pictures a second at most.
 */
const gatheringMs = 16;

/** Says nothing of the state of a library, so it need not come after one. */
const apart: ReadonlySet<PushChannel> = new Set<PushChannel>(['call:recorded', 'build:printed']);

type Send = (channel: PushChannel, payload: unknown) => void;

/**
 * Pushes to the page, held back from the moment it asks for its snapshot until it says that it is ready: what
 * happened before the snapshot is in it (but notices and commands, which wait), what happens after it arrives in order.
 */
export class PagePushes {
  #held: { channel: PushChannel; payload: unknown }[] = [];
  #send: Send | null = null;
  #hasSnapshot = false;
  /** The newest states that were not sent yet, by library. */
  readonly #states = new Map<string, Pushes['library:changed']>();
  #gathering: NodeJS.Timeout | null = null;
  /** The generation that the page knows of, by library: another one is not kept waiting. */
  readonly #generations = new Map<string, number | null>();

  push<C extends PushChannel>(channel: C, payload: Pushes[C]): void {
    if (channel === 'library:changed') this.#pushState(payload as Pushes['library:changed']);
    else {
      if (!apart.has(channel)) this.flush();
      this.#pushNow(channel, payload);
    }
  }

  /** Sends what was gathered: before an answer that the page will read together with it. */
  flush(): void {
    const states = [...this.#states.values()];
    this.#states.clear();
    for (const state of states) {
      this.#generations.set(state.id, state.generation?.number ?? null);
      this.#pushNow('library:changed', state);
    }
  }

  #pushState(state: Pushes['library:changed']): void {
    this.#states.set(state.id, state);
    const isKnown = this.#generations.get(state.id) === (state.generation?.number ?? null);
    if (this.#gathering !== null && isKnown) return;
    this.flush();
    if (this.#gathering !== null) return;
    this.#gathering = setTimeout(() => {
      this.#gathering = null;
      this.flush();
    }, gatheringMs).unref();
  }

  #pushNow(channel: PushChannel, payload: unknown): void {
    if (this.#send) {
      this.#send(channel, payload);
      return;
    }
    if (!this.#hasSnapshot && !lasting.has(channel)) return;
    this.#held.push({ channel, payload });
    if (this.#held.length > heldAtMost) this.#held.shift();
  }

  /** The page is about to get a snapshot: only what no snapshot holds is kept. */
  hold(): void {
    this.#send = null;
    this.#hasSnapshot = true;
    this.#states.clear();
    this.#held = this.#held.filter(({ channel }) => lasting.has(channel));
  }

  release(send: Send): void {
    this.#send = send;
    const held = this.#held;
    this.#held = [];
    for (const { channel, payload } of held) send(channel, payload);
  }
}

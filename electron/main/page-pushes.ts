import type { PushChannel, Pushes } from '../contract/ipc.ts';

/** What no snapshot holds. */
const lasting: ReadonlySet<PushChannel> = new Set<PushChannel>(['app:noticed', 'command:invoked']);

/** A page that asked for its snapshot says within a moment that it is ready; one that never does must not cost memory. */
const heldAtMost = 1000;

type Send = (channel: PushChannel, payload: unknown) => void;

/**
 * Pushes to the page, held back from the moment it asks for its snapshot until it says that it is ready: what
 * happened before the snapshot is in it (but notices and commands, which wait), what happens after it arrives in order.
 */
export class PagePushes {
  #held: { channel: PushChannel; payload: unknown }[] = [];
  #send: Send | null = null;
  #hasSnapshot = false;

  push<C extends PushChannel>(channel: C, payload: Pushes[C]): void {
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
    this.#held = this.#held.filter(({ channel }) => lasting.has(channel));
  }

  release(send: Send): void {
    this.#send = send;
    const held = this.#held;
    this.#held = [];
    for (const { channel, payload } of held) send(channel, payload);
  }
}

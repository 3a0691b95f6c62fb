import type { PushChannel, Pushes } from '../contract/ipc.ts';

type Send = (channel: PushChannel, payload: unknown) => void;

/**
 * Pushes to the page, held back from the moment it asks for its snapshot until it says that it is ready: what
 * happened before the snapshot is in it, what happens after it arrives in order.
 */
export class PagePushes {
  #held: { channel: PushChannel; payload: unknown }[] = [];
  #send: Send | null = null;

  push<C extends PushChannel>(channel: C, payload: Pushes[C]): void {
    if (this.#send) this.#send(channel, payload);
    else this.#held.push({ channel, payload });
  }

  /** The page is about to get a snapshot: only notices, which no snapshot holds, are kept. */
  hold(): void {
    this.#send = null;
    this.#held = this.#held.filter(
      ({ channel }) => channel === 'app:noticed' || channel === 'command:invoked',
    );
  }

  release(send: Send): void {
    this.#send = send;
    const held = this.#held;
    this.#held = [];
    for (const { channel, payload } of held) send(channel, payload);
  }
}

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

/** A reload is mostly over sooner: that it was under way for a moment would only make the window flicker. */
const passingMs = 100;

/** Says nothing of the state of a library, so it need not come after one. */
const apart: ReadonlySet<PushChannel> = new Set<PushChannel>(['call:recorded', 'build:printed']);

/** True while a file settles or a build comes in, which is nothing that the user waits for. */
function isUnderWay({ freshness, activity }: Pushes['library:changed']): boolean {
  const { kind } = freshness;
  return kind === 'settling' || kind === 'loading' || (activity !== null && activity.kind !== 'call');
}

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
  #timer: NodeJS.Timeout | undefined = undefined;
  /** After how long the timer that runs sends them; null while none does. */
  #waitsFor: typeof gatheringMs | typeof passingMs | null = null;
  /** The generation that the page knows of, by library: another one is not kept waiting. */
  readonly #generations = new Map<string, number | null>();

  push<C extends PushChannel>(channel: C, payload: Pushes[C]): void {
    if (channel === 'library:changed') {
      this.#pushState(payload as Pushes['library:changed']);
      return;
    }
    if (!apart.has(channel)) this.flush();
    this.#pushNow(channel, payload);
    if (channel === 'library:closed')
      this.#generations.delete((payload as Pushes['library:closed']).libraryId);
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
    const isPassing = isKnown && isUnderWay(state);
    if (!isKnown || (this.#waitsFor !== gatheringMs && !isPassing)) this.flush();
    if (this.#waitsFor === null || (this.#waitsFor === passingMs && !isPassing)) {
      this.#flushAfter(isPassing ? passingMs : gatheringMs);
    }
  }

  #flushAfter(delayMs: typeof gatheringMs | typeof passingMs): void {
    clearTimeout(this.#timer);
    this.#waitsFor = delayMs;
    this.#timer = setTimeout(() => this.#endOfWait(delayMs), delayMs).unref();
  }

  #endOfWait(delayMs: number): void {
    this.#waitsFor = null;
    const underWay = delayMs === passingMs ? [] : [...this.#states.values()].filter(isUnderWay);
    for (const { id } of underWay) this.#states.delete(id);
    this.flush();
    for (const state of underWay) this.#pushState(state);
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
    this.#generations.clear();
    this.#held = this.#held.filter(({ channel }) => lasting.has(channel));
  }

  release(send: Send): void {
    this.#send = send;
    const held = this.#held;
    this.#held = [];
    for (const { channel, payload } of held) send(channel, payload);
  }
}

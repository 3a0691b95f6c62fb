import type { Push, PushChannel, Pushes } from '../contract/ipc.ts';

/** What no snapshot holds. */
const lasting: ReadonlySet<PushChannel> = new Set<PushChannel>(['app:noticed', 'command:invoked']);

/** A page that asked for its snapshot says within a moment that it is ready; one that never does must not cost memory. */
const heldAtMost = 1000;

/**
 * States of a library that come within this time are one push, the last of them: a reload changes its state a dozen times,
 * and 200 pinned calls two hundred times, while the page draws 60 pictures a second at most.
 */
const gatheringMs = 16;

/** Another generation is shown at once, and by one drawing with the line of the history that comes right after it. */
const soonMs = 1;

/** A reload is mostly over sooner: that it was under way for a moment would only make the window flicker. */
const passingMs = 100;

/** Says nothing of the state of a library, so it need not come after one. */
const apart: ReadonlySet<PushChannel> = new Set<PushChannel>(['call:recorded', 'build:printed']);

/** True while a file settles or a build comes in, which is nothing that the user waits for. */
function isUnderWay({ freshness, activity }: Pushes['library:changed']): boolean {
  const { kind } = freshness;
  return kind === 'settling' || kind === 'loading' || (activity !== null && activity.kind !== 'call');
}

/** How long states are held back, in milliseconds. */
type Delay = typeof soonMs | typeof gatheringMs | typeof passingMs;

/** What is sent together is drawn together: the page takes it in one task. */
type Send = (pushes: readonly Push[]) => void;

/**
 * Pushes to the page, held back from the moment it asks for its snapshot until it says that it is ready: what
 * happened before the snapshot is in it (but notices and commands, which wait), what happens after it arrives in order.
 */
export class PagePushes {
  #held: Push[] = [];
  #toPage: Send | null = null;
  #hasSnapshot = false;
  /** The newest states that were not sent yet, by library. */
  readonly #states = new Map<string, Pushes['library:changed']>();
  #timer: NodeJS.Timeout | undefined = undefined;
  /** After how long the timer that runs sends them; null while none does. */
  #waitsForMs: Delay | null = null;
  /** The generation that the page knows of, by library: another one is not kept waiting. */
  readonly #generations = new Map<string, number | null>();

  push<C extends PushChannel>(channel: C, payload: Pushes[C]): void {
    if (channel === 'library:changed') {
      this.#pushState(payload as Pushes['library:changed']);
      return;
    }
    this.#send([...(apart.has(channel) ? [] : this.#takeStates()), { channel, payload }]);
    if (channel === 'library:closed')
      this.#generations.delete((payload as Pushes['library:closed']).libraryId);
  }

  /** Sends what was gathered: before an answer that the page will read together with it. */
  flush(): void {
    this.#send(this.#takeStates());
  }

  #takeStates(): readonly Push[] {
    const states = [...this.#states.values()];
    this.#states.clear();
    for (const state of states) this.#generations.set(state.id, state.generation?.number ?? null);
    return states.map((state) => ({ channel: 'library:changed', payload: state }));
  }

  #pushState(state: Pushes['library:changed']): void {
    this.#states.set(state.id, state);
    const delayMs = this.#delayOf(state);
    const waitsForMs = this.#waitsForMs ?? Number.POSITIVE_INFINITY;
    if (delayMs === gatheringMs && waitsForMs > gatheringMs) this.flush();
    if (delayMs < waitsForMs) this.#flushAfter(delayMs);
  }

  #delayOf(state: Pushes['library:changed']): Delay {
    const isKnown = this.#generations.get(state.id) === (state.generation?.number ?? null);
    if (!isKnown) return soonMs;
    return isUnderWay(state) ? passingMs : gatheringMs;
  }

  #flushAfter(delayMs: Delay): void {
    clearTimeout(this.#timer);
    this.#waitsForMs = delayMs;
    this.#timer = setTimeout(() => this.#endOfWait(delayMs), delayMs).unref();
  }

  #endOfWait(delayMs: Delay): void {
    this.#waitsForMs = null;
    const underWay = delayMs === gatheringMs ? [...this.#states.values()].filter(isUnderWay) : [];
    for (const { id } of underWay) this.#states.delete(id);
    this.flush();
    for (const state of underWay) this.#pushState(state);
    // What follows another generation follows quickly.
    if (delayMs === soonMs) this.#flushAfter(gatheringMs);
  }

  #send(pushes: readonly Push[]): void {
    if (pushes.length === 0) return;
    if (this.#toPage) {
      this.#toPage(pushes);
      return;
    }
    this.#held.push(...pushes.filter(({ channel }) => this.#hasSnapshot || lasting.has(channel)));
    this.#held = this.#held.slice(-heldAtMost);
  }

  /** The page is about to get a snapshot: only what no snapshot holds is kept. */
  hold(): void {
    this.#toPage = null;
    this.#hasSnapshot = true;
    this.#states.clear();
    this.#generations.clear();
    this.#held = this.#held.filter(({ channel }) => lasting.has(channel));
  }

  release(send: Send): void {
    this.#toPage = send;
    const held = this.#held;
    this.#held = [];
    this.#send(held);
  }
}

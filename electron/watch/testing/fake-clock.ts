import type { Clock } from '../clock.ts';

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves time forward, running what falls due in order, each with all that follows from it. */
  advance(ms: number): Promise<void>;
  /** Lets everything run that waits for no time. */
  settle(): Promise<void>;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
}

/** Promises that wait for no time are done after a few turns of the event loop. */
const turns = 4;

/** Makes a clock that shows the given time of day, in milliseconds since the epoch. */
export function createFakeClock(startMs = 1_000_000_000_000): FakeClock {
  let elapsedMs = 0;
  let timers: Timer[] = [];
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const nextBefore = (endMs: number): Timer | undefined =>
    timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after: (delayMs, run) => {
      const timer = { atMs: elapsedMs + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    settle,
    advance: async (ms) => {
      const endMs = elapsedMs + ms;
      await settle();
      for (let timer = nextBefore(endMs); timer !== undefined; timer = nextBefore(endMs)) {
        const due = timer;
        timers = timers.filter((other) => other !== due);
        elapsedMs = due.atMs;
        due.run();
        await settle();
      }
      elapsedMs = endMs;
    },
  };
}

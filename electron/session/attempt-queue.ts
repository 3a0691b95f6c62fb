import { fail, type Outcome } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/history-entry.ts';

/** Runs attempts one after another; those asked for in a row while one runs become a single one. */
export interface AttemptQueue {
  /** Resolves with the outcome of an attempt that began after this call; rejects with the bug that ended it. */
  request(trigger: ReloadTrigger): Promise<Outcome<null>>;
  /** Runs work of another kind in its turn, between attempts; fails with `not-loaded` once the queue is closed. */
  inTurn(work: () => Promise<Outcome<null>>): Promise<Outcome<null>>;
  /** Resolves when no attempt runs or waits. */
  idle(): Promise<void>;
  /** Settles all that wait and runs nothing any more; resolves when the running attempt has ended. */
  close(): Promise<void>;
}

interface Waiting {
  readonly wish: ReloadTrigger | (() => Promise<Outcome<null>>);
  readonly settle: (outcome: Outcome<null>) => void;
  readonly fail: (bug: unknown) => void;
}

/** What the user asked for outweighs what the watcher saw. */
const weights: readonly Waiting['wish'][] = ['watch', 'recovery', 'open', 'option', 'manual'];

function weightiest(waiting: readonly Waiting[]): ReloadTrigger {
  const index = Math.max(...waiting.map(({ wish }) => weights.indexOf(wish)));
  const found = weights[index];
  return typeof found === 'string' ? found : 'watch';
}

/** What runs next: one piece of work, or all attempts up to the next one. */
function firstBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  const work = waiting.findIndex(({ wish }) => typeof wish !== 'string');
  if (work === -1) return waiting;
  return waiting.slice(0, Math.max(work, 1));
}

const notLoaded = fail('not-loaded', 'The library was closed.');

/** Makes a queue around the function that makes one attempt. */
export function createAttemptQueue(
  attempt: (trigger: ReloadTrigger) => Promise<Outcome<null>>,
): AttemptQueue {
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const runBatch = async (): Promise<void> => {
    const batch = firstBatch(waiting);
    waiting = waiting.slice(batch.length);
    const wish = batch[0]?.wish;
    const run = typeof wish === 'function' ? wish : () => attempt(weightiest(batch));
    try {
      // Awaited in either case: `running` is set before a batch ends.
      const outcome = await (closed ? notLoaded : run());
      for (const { settle } of batch) settle(outcome);
    } catch (bug) {
      // It belongs to those who asked; the next attempt has to run all the same.
      for (const request of batch) request.fail(bug);
    }
  };

  const runAll = async (): Promise<void> => {
    while (waiting.length > 0) await runBatch();
    running = null;
  };

  const enqueue = (wish: Waiting['wish']): Promise<Outcome<null>> =>
    new Promise((settle, fail) => {
      waiting.push({ wish, settle, fail });
      running ??= runAll();
    });

  return {
    request: enqueue,
    inTurn: enqueue,
    idle: async () => {
      await running;
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}

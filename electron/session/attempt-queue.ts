import { fail, type Outcome } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/session-state.ts';

/** Runs attempts one after another; those asked for while one runs become a single one. */
export interface AttemptQueue {
  /** Resolves with the outcome of an attempt that began after this call; rejects with the bug that ended it. */
  request(trigger: ReloadTrigger): Promise<Outcome<null>>;
  /** Resolves when no attempt runs or waits. */
  idle(): Promise<void>;
  /** Settles all that wait and runs nothing any more; resolves when the running attempt has ended. */
  close(): Promise<void>;
}

interface Waiting {
  readonly trigger: ReloadTrigger;
  readonly settle: (outcome: Outcome<null>) => void;
  readonly fail: (bug: unknown) => void;
}

/** What the user asked for outweighs what the watcher saw. */
const weights: readonly ReloadTrigger[] = ['watch', 'recovery', 'open', 'option', 'manual'];

function weightiest(waiting: readonly Waiting[]): ReloadTrigger {
  const index = Math.max(...waiting.map(({ trigger }) => weights.indexOf(trigger)));
  return weights[index] ?? 'watch';
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
    const batch = waiting;
    waiting = [];
    try {
      // Awaited in either case: `running` is set before a batch ends.
      const outcome = await (closed ? notLoaded : attempt(weightiest(batch)));
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

  return {
    request: (trigger) =>
      new Promise((settle, fail) => {
        waiting.push({ trigger, settle, fail });
        running ??= runAll();
      }),
    idle: async () => {
      await running;
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}

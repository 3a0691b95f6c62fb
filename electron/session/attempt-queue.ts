import { fail, type Outcome } from '../contract/failure.ts';
import type { ReloadTrigger } from '../contract/session-state.ts';

/** Runs attempts one after another; those asked for while one runs become a single one. */
export interface AttemptQueue {
  /** Resolves with the outcome of an attempt that began after this call. */
  request(trigger: ReloadTrigger): Promise<Outcome<null>>;
  /** Resolves when no attempt runs or waits. */
  idle(): Promise<void>;
  /** Settles all that wait and runs nothing any more; resolves when the running attempt has ended. */
  close(): Promise<void>;
}

interface Waiting {
  readonly trigger: ReloadTrigger;
  readonly settle: (outcome: Outcome<null>) => void;
}

/** What the user asked for outweighs what the watcher saw. */
const weights: readonly ReloadTrigger[] = ['watch', 'recovery', 'open', 'option', 'manual'];

function weightiest(waiting: readonly Waiting[]): ReloadTrigger {
  const index = Math.max(...waiting.map(({ trigger }) => weights.indexOf(trigger)));
  return weights[index] ?? 'watch';
}

/** Makes a queue around the function that makes one attempt. */
export function createAttemptQueue(
  attempt: (trigger: ReloadTrigger) => Promise<Outcome<null>>,
): AttemptQueue {
  let waiting: Waiting[] = [];
  let running: Promise<void> | null = null;
  let closed = false;

  const runAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const outcome = closed
        ? fail('not-loaded', 'The library was closed.')
        : await attempt(weightiest(batch));
      for (const { settle } of batch) settle(outcome);
    }
    running = null;
  };

  return {
    request: (trigger) =>
      new Promise((settle) => {
        waiting.push({ trigger, settle });
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

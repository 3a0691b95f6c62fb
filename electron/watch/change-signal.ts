import type { Clock } from './clock.ts';

/** Tells one waiter at a time that something happened; what happened while nobody waited is told at the next wait. */
export interface ChangeSignal {
  raise(): void;
  /** Forgets what was raised before; true when something was. */
  take(): boolean;
  /** Resolves with true at the next raise, with false after the delay. */
  wait(delayMs: number): Promise<boolean>;
}

/** Makes a signal that waits by the given clock. */
export function createChangeSignal(clock: Clock): ChangeSignal {
  let raised = false;
  let wake: (() => void) | null = null;
  const take = (): boolean => {
    const was = raised;
    raised = false;
    return was;
  };
  return {
    raise: () => {
      raised = true;
      wake?.();
    },
    take,
    wait: (delayMs) => {
      if (raised) return Promise.resolve(take());
      return new Promise((resolve) => {
        const end = (): void => {
          cancel();
          wake = null;
          resolve(take());
        };
        const cancel = clock.after(delayMs, end);
        wake = end;
      });
    },
  };
}

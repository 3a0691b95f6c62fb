import { constants } from 'node:os';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * At Ctrl+C and the like first stops what was started, then ends the program with 128 + the signal's number.
 * Returns the way to undo it.
 */
export function stopOnSignals(stop: () => Promise<void>): () => void {
  const listener = (signal: NodeJS.Signals) => {
    void stop().finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of endingSignals) process.on(signal, listener);
  return () => {
    for (const signal of endingSignals) process.off(signal, listener);
  };
}

/** Resolves at the first of the signals, which then no longer end the program by themselves. */
export function firstSignal(signals: readonly NodeJS.Signals[] = endingSignals): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
}

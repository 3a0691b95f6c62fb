/** Time as the watcher and the sessions see it; tests move it by hand. */
export interface Clock {
  /** Milliseconds since the epoch, for what people read. */
  nowMs(): number;
  /** Milliseconds that never jump, for durations and waits. */
  monotonicMs(): number;
  /** Runs once after the delay, without keeping the process alive; the result cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

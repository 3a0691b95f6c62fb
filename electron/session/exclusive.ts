/** Lets one task run at a time, in the order in which they came. */
export interface Exclusive {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

/** Makes an exclusive section that is free. */
export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (task) => {
      const result = last.then(task);
      // The next task runs whether this one failed or not; its caller has the failure.
      last = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
    idle: async () => {
      for (let seen: unknown = null; seen !== last; ) {
        seen = last;
        await last;
      }
    },
  };
}

import { watch } from 'node:fs';

/** Hears when something in a folder changed last, as any process that watches it does. */
export interface LastChange {
  /** By `performance.now()`; 0 before the first. */
  readonly at: () => number;
  close(): void;
}

export function watchLastChange(folder: string): LastChange {
  let at = 0;
  const watcher = watch(folder, () => {
    at = performance.now();
  });
  return { at: () => at, close: () => watcher.close() };
}

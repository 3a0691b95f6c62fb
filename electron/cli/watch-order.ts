import type { WatchEvent } from './watch-event.ts';

/** What is still to be told of the load that was told last. */
export interface WatchOrder {
  /** A load, or another attempt; `awaits` says what a load is followed by. */
  attempt(
    event: WatchEvent | null,
    awaits: { readonly calls: number; readonly checks: boolean } | null,
  ): void;
  /** The call of `--call` ended. */
  called(event: WatchEvent): void;
  checked(events: readonly WatchEvent[]): void;
  changed(event: WatchEvent): void;
}

/**
 * Prints the events of a load in one order, whichever is known first: `loaded` or `reloaded`, then `result` (or `fault`), then
 * `check` and `checks`, then `changes`. When the next load comes before all are known, those that are come before it.
 */
export function createWatchOrder(print: (event: WatchEvent) => void): WatchOrder {
  let calls = 0;
  let awaitsChecks = false;
  let checks: readonly WatchEvent[] = [];
  let changes: readonly WatchEvent[] = [];
  const release = (all: boolean) => {
    if (calls === 0 || all) {
      for (const event of checks) print(event);
      checks = [];
    }
    if ((calls === 0 && !awaitsChecks) || all) {
      for (const event of changes) print(event);
      changes = [];
    }
  };
  return {
    attempt: (event, awaits) => {
      if (awaits !== null) release(true);
      if (event !== null) print(event);
      if (awaits === null) return;
      calls += awaits.calls;
      awaitsChecks = awaits.checks;
    },
    called: (event) => {
      print(event);
      calls = Math.max(0, calls - 1);
      release(false);
    },
    checked: (events) => {
      checks = [...checks, ...events];
      awaitsChecks = false;
      release(false);
    },
    changed: (event) => {
      changes = [...changes, event];
      release(false);
    },
  };
}

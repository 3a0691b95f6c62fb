import type { LibraryState } from '../contract/session-state.ts';

/** The state of one library and those who want to know of its changes. */
export interface StateStore {
  get(): LibraryState;
  change(patch: Partial<LibraryState>): void;
  subscribe(listener: (state: LibraryState) => void): () => void;
}

/** Makes a store; listeners hear of a change at once, in the order of their subscription. */
export function createStateStore(initial: LibraryState): StateStore {
  let state = initial;
  const listeners = new Set<(state: LibraryState) => void>();
  return {
    get: () => state,
    change: (patch) => {
      state = { ...state, ...patch };
      for (const listener of [...listeners]) listener(state);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

import { useSyncExternalStore } from 'react';
import { type Action, initialState, type PageState } from './page-state.ts';
import { reduce } from './reduce.ts';

let state = initialState;
const listeners = new Set<() => void>();

/** The state of this moment, for event handlers. */
export function currentState(): PageState {
  return state;
}

/** Changes the state and tells everybody who listens. */
export function dispatch(action: Action): void {
  const next = reduce(state, action);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** Calls the listener after each change; returns the function that ends it. */
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Part of the state; the component renders again only when that part is another value, so a selector must hand out
 * what the state holds and build nothing new.
 */
export function useSelector<Value>(select: (state: PageState) => Value): Value {
  return useSyncExternalStore(subscribe, () => select(state));
}

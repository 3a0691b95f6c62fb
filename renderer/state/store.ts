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
  if (change(action)) tell();
}

/**
 * Changes the state at once and tells those who listen in a task of its own. A reload is a burst of some fifteen pushes:
 * those that came while the page was busy are shown by one rendering, the newest, and not by one after the other.
 */
export function dispatchPush(action: Action): void {
  if (!change(action) || telling) return;
  telling = true;
  // Not a timer or a frame: those stand still while the window is hidden.
  later ??= createLater();
  later.postMessage(null);
}

let telling = false;
let later: MessagePort | null = null;

function createLater(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = tell;
  return port2;
}

function change(action: Action): boolean {
  const next = reduce(state, action);
  if (next === state) return false;
  state = next;
  return true;
}

function tell(): void {
  telling = false;
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

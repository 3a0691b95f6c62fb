import { useSyncExternalStore } from 'react';
import { dayOf } from '../wording/quantity.ts';

const lookEveryMs = 60_000;

/** Today as `dayOf` writes it: what is shown of a moment is drawn anew when the day ends, also while nothing else happens. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, today);
}

function today(): string {
  return dayOf(Date.now());
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    timer = setInterval(tell, lookEveryMs);
    // Timers stand still while the machine sleeps or the window is hidden.
    document.addEventListener('visibilitychange', tell);
    window.addEventListener('focus', tell);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tell);
    window.removeEventListener('focus', tell);
  };
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}

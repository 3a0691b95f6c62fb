import type { ChangeSignal } from './change-signal.ts';
import type { Clock } from './clock.ts';
import { beginSettling, observe, remainingMs } from './settling.ts';
import type { Sighting } from './sighting.ts';

/** Events come in bursts: between two looks lies at least this long. */
const shortestLookMs = 4;
/** Timers count whole milliseconds and end up to one early: what is left then is not worth another wait. */
const timerSlackMs = 1;

export interface SettleRequest {
  readonly look: () => Promise<Sighting>;
  readonly signal: ChangeSignal;
  readonly clock: Clock;
  /** True when waiting has no point any more; the last sighting is returned as it is. */
  readonly ended: () => boolean;
}

/** Looks until what is seen has been quiet long enough, and returns it. */
export async function settle(request: SettleRequest): Promise<Sighting> {
  const { look, signal, clock, ended } = request;
  signal.take();
  let settling = beginSettling(await look(), clock.monotonicMs());
  for (;;) {
    const waitMs = remainingMs(settling, clock.monotonicMs());
    if (waitMs < timerSlackMs || ended()) return settling.sighting;
    const eventSeen = await signal.wait(Math.max(waitMs, shortestLookMs));
    if (eventSeen && !ended()) await new Promise<void>((resolve) => clock.after(shortestLookMs, resolve));
    settling = observe(settling, {
      sighting: await look(),
      eventSeen: signal.take() || eventSeen,
      nowMs: clock.monotonicMs(),
    });
  }
}

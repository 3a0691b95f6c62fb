import type { ChangeSignal } from './change-signal.ts';
import type { Clock } from './clock.ts';
import { beginGroup, observeGroup, remainingOfGroup } from './settling-group.ts';
import type { Sighting } from './sighting.ts';

/** Events come in bursts: between two looks lies at least this long. */
const shortestLookMs = 4;
/** Timers count whole milliseconds and end up to one early: what is left then is not worth another wait. */
const timerSlackMs = 1;

export interface SettleRequest {
  /** Looks at the library and at the files that belong to it, always the same ones in the same order. */
  readonly look: () => Promise<readonly Sighting[]>;
  /** In that order, as they were decided upon: what is still the same need not get quiet. */
  readonly known?: readonly (Sighting | null)[];
  readonly signal: ChangeSignal;
  readonly clock: Clock;
  /** True when waiting has no point any more; the last sightings are returned as they are. */
  readonly ended: () => boolean;
}

/** Looks until what is seen has been quiet long enough, and returns it. */
export async function settle(request: SettleRequest): Promise<readonly Sighting[]> {
  const { look, known = [], signal, clock, ended } = request;
  signal.take();
  let group = beginGroup(await look(), known, clock.monotonicMs());
  for (;;) {
    const waitMs = remainingOfGroup(group, clock.monotonicMs());
    if (waitMs < timerSlackMs || ended()) return group.map(({ settling }) => settling.sighting);
    const eventSeen = await signal.wait(Math.max(waitMs, shortestLookMs));
    if (eventSeen && !ended()) await new Promise<void>((resolve) => clock.after(shortestLookMs, resolve));
    group = observeGroup(group, {
      sightings: await look(),
      eventSeen: signal.take() || eventSeen,
      nowMs: clock.monotonicMs(),
    });
  }
}

import { useEffect, useEffectEvent, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { StateView } from '../../electron/contract/state-view.ts';
import { keepUnchanged } from '../state/keep-unchanged.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';

/** The variables of a library as they were read last. */
export interface StateReading {
  /** Of the build before while those of the next one are being read; null until the first answer. */
  readonly view: StateView | null;
  readonly failure: Extract<Outcome<never>, { readonly ok: false }>['failure'] | null;
  readonly refresh: () => void;
}

const pauseMs = 1000;
/** Longer lists are read and drawn less often. */
const longList = 500;
const longListPauseMs = 3000;

type Answer = Pick<StateReading, 'view' | 'failure'>;

/**
 * Reads the variables when they come into view, after each call and each reload, and on `refresh`; and again and again
 * while the window is seen and nothing of the library is at work, since its threads may change them.
 */
export function useStateView(libraryId: string): StateReading {
  const [answer, setAnswer] = useState<Answer>({ view: null, failure: null });
  const [round, setRound] = useState(0);
  const generation = useSelector(
    ({ snapshot }) => snapshot?.libraries.find(({ id }) => id === libraryId)?.generation?.number ?? null,
  );
  const isQuiet = useSelector(
    ({ snapshot }) => (snapshot?.libraries.find(({ id }) => id === libraryId)?.activity ?? null) === null,
  );
  const lastCall = useSelector(({ snapshot }) => snapshot?.calls[libraryId]?.[0]?.id ?? null);
  // An entry is amended with what became of the variables.
  const lastEntry = useSelector(({ snapshot }) => snapshot?.history[libraryId]?.[0] ?? null);
  const isLive = useEffectEvent(() => isQuiet && !document.hidden);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes says that the values may be others
  useEffect(() => {
    if (generation === null) return;
    let wanted = true;
    let timer: number | undefined;
    const readAgainAfter = (delayMs: number) => {
      timer = window.setTimeout(() => {
        if (isLive()) setRound((before) => before + 1);
        else readAgainAfter(delayMs);
      }, delayMs);
    };
    void pageApi.request['state:read']({ libraryId }).then((outcome) => {
      if (!wanted) return;
      setAnswer((before) => afterReading(before, outcome));
      // What failed is read again after the next reload.
      if (outcome.ok) readAgainAfter(outcome.value.variables.length > longList ? longListPauseMs : pauseMs);
    });
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [libraryId, generation, lastCall, lastEntry, round]);
  return { ...answer, refresh: () => setRound((before) => before + 1) };
}

/** The very answer before when nothing is another now, so that there is nothing to draw. */
function afterReading(before: Answer, outcome: Outcome<StateView>): Answer {
  if (!outcome.ok) return { view: before.view, failure: outcome.failure };
  return keepUnchanged(before, { view: outcome.value, failure: null });
}

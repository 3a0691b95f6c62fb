import { useEffect, useState } from 'react';
import type { Outcome } from '../../electron/contract/failure.ts';
import type { StateView } from '../../electron/contract/state-view.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';

/** The variables of a library as they were read last. */
export interface StateReading {
  /** Of the build before while those of the next one are being read; null until the first answer. */
  readonly view: StateView | null;
  readonly failure: Extract<Outcome<never>, { readonly ok: false }>['failure'] | null;
  readonly refresh: () => void;
}

/** Reads the variables when they come into view, after each call and each reload, and on `refresh`; never by a clock. */
export function useStateView(libraryId: string): StateReading {
  const [answer, setAnswer] = useState<Pick<StateReading, 'view' | 'failure'>>({ view: null, failure: null });
  const [round, setRound] = useState(0);
  const generation = useSelector(
    ({ snapshot }) => snapshot?.libraries.find(({ id }) => id === libraryId)?.generation?.number ?? null,
  );
  const lastCall = useSelector(({ snapshot }) => snapshot?.calls[libraryId]?.[0]?.id ?? null);
  // An entry is amended with what became of the variables.
  const lastEntry = useSelector(({ snapshot }) => snapshot?.history[libraryId]?.[0] ?? null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes says that the values may be others
  useEffect(() => {
    if (generation === null) return;
    let wanted = true;
    void pageApi.request['state:read']({ libraryId }).then((outcome) => {
      if (!wanted) return;
      setAnswer(({ view }) =>
        outcome.ok ? { view: outcome.value, failure: null } : { view, failure: outcome.failure },
      );
    });
    return () => {
      wanted = false;
    };
  }, [libraryId, generation, lastCall, lastEntry, round]);
  return { ...answer, refresh: () => setRound((before) => before + 1) };
}

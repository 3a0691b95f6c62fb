import { useEffect, useState } from 'react';
import type { ComparedBuilds } from '../../electron/contract/build-changes.ts';
import type { Outcome } from '../../electron/contract/failure.ts';
import { pageApi } from '../state/page-api.ts';
import type { GenerationPair } from '../state/page-state.ts';

/** What differs between two generations; null while it is on its way, or nothing was asked. */
export function useComparison(
  libraryId: string,
  pair: GenerationPair | null,
): Outcome<ComparedBuilds> | null {
  const [answer, setAnswer] = useState<{
    readonly key: string;
    readonly outcome: Outcome<ComparedBuilds>;
  } | null>(null);
  const { before = 0, after = 0 } = pair ?? {};
  const key = `${libraryId} ${before} ${after}`;
  useEffect(() => {
    if (before === 0 || after === 0) return;
    let wanted = true;
    void pageApi.request['library:compare']({ libraryId, before, after }).then((outcome) => {
      if (wanted) setAnswer({ key, outcome });
    });
    return () => {
      wanted = false;
    };
  }, [libraryId, before, after, key]);
  return answer?.key === key ? answer.outcome : null;
}

import { useEffect, useState } from 'react';
import { pageApi } from '../state/page-api.ts';
import { noOutput, type ShownOutput, withAllKept, withOutput } from './output-rows.ts';

/** The output of the last build while somebody looks at it: asked for once, then as it comes. */
export function useBuildOutput(libraryId: string, isRunning: boolean): ShownOutput {
  const [shown, setShown] = useState<ShownOutput>(noOutput);
  useEffect(() => {
    setShown(noOutput);
    const stop = pageApi.subscribe('build:printed', (came) => {
      if (came.libraryId === libraryId) setShown((before) => withOutput(before, came.output));
    });
    void fetchOutput(libraryId, setShown);
    return stop;
  }, [libraryId]);
  const { hasGap } = shown;
  // Of a flood only a part is sent; when it is over, there is time for the rest.
  useEffect(() => {
    if (hasGap && !isRunning) void fetchOutput(libraryId, setShown);
  }, [libraryId, hasGap, isRunning]);
  return shown;
}

async function fetchOutput(
  libraryId: string,
  set: (change: (before: ShownOutput) => ShownOutput) => void,
): Promise<void> {
  const outcome = await pageApi.request['build:output']({ libraryId });
  if (outcome.ok) set((before) => withAllKept(before, outcome.value));
}

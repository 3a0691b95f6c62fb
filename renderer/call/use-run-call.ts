import { useState } from 'react';
import type { CallInput, CallRecord } from '../../electron/contract/call-record.ts';
import type { Failure, Outcome } from '../../electron/contract/failure.ts';
import type { RequestInput } from '../../electron/contract/ipc.ts';
import type { Measure } from '../../electron/contract/runner-protocol.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { ask, flushDrafts, toSend } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { currentState } from '../state/store.ts';
import { whenLoaded } from '../state/when-loaded.ts';
import type { ShownResult } from './shown-result.ts';

interface Refusal {
  readonly symbol: string;
  readonly failure: Failure;
  /** What ran then; with another build the refusal says nothing any more. */
  readonly generation: number | null;
}

/** The build beside did not take a call. */
export interface BesideRefusal {
  readonly input: CallInput;
  readonly generation: number | null;
  readonly failure: Failure;
}

/** A function at work in the library: that of the form, another one that is pinned, or a hook. */
interface RunningCall {
  readonly symbol: string | null;
  readonly startedAtMs: number;
}

/** The call under way, and what main said when it could not even begin. */
export interface RunCall {
  readonly running: RunningCall | null;
  /** Why the last request made no record, and for which input. */
  readonly refused: Refusal | null;
  /** Why the build beside made no record of the last call. */
  readonly refusedBeside: BesideRefusal | null;
  /** With `measure` the call is repeated and timed. */
  readonly start: (input: CallInput, measure?: Measure) => Promise<void>;
  /** True while a measurement runs. */
  readonly measuring: boolean;
  readonly stop: () => void;
  readonly pin: (input: CallInput) => void;
  /** The failure to show beside the fields: of the refusal or of the result in view. */
  readonly failureOf: (shown: ShownResult | null) => Failure | null;
}

/** Makes calls in this library, one at a time. */
export function useRunCall(library: LibraryState): RunCall {
  const [started, setStarted] = useState<RunningCall | null>(null);
  const [refusal, setRefused] = useState<Refusal | null>(null);
  const generation = library.generation?.number ?? null;
  const refused = refusal?.generation === generation ? refusal : null;
  const [measuring, setMeasuring] = useState(false);
  const [refusedBeside, setRefusedBeside] = useState<BesideRefusal | null>(null);
  const start = async (input: CallInput, measure?: Measure) => {
    if (started !== null) return;
    flushDrafts();
    setRefused(null);
    setRefusedBeside(null);
    setStarted({ symbol: input.symbol, startedAtMs: Date.now() });
    setMeasuring(measure !== undefined);
    try {
      // Whoever is quicker than the loader gets an answer all the same.
      await whenLoaded(library.id);
      const request = {
        libraryId: library.id,
        input: toSend(input),
        ...(measure === undefined ? {} : { measure }),
      };
      const outcome = await (library.beside === null
        ? pageApi.request['call:run'](request)
        : runBoth(request, (refusal) => setRefusedBeside({ ...refusal, input })));
      if (outcome.ok) return;
      setRefused({
        symbol: input.symbol,
        failure: outcome.failure,
        generation: runningGeneration(library.id),
      });
    } finally {
      setStarted(null);
      setMeasuring(false);
    }
  };
  return {
    running: runningCall(started, library),
    refused,
    refusedBeside,
    measuring,
    start,
    stop: () => void ask(pageApi.request['call:stop']({ libraryId: library.id })),
    pin: (input) =>
      void ask(
        pageApi.request['call:pin']({
          libraryId: library.id,
          input: toSend(input),
        }),
      ),
    failureOf: (shown) => {
      if (refused !== null) return refused.failure;
      return shown?.record.outcome.kind === 'failed' ? shown.record.outcome.failure : null;
    },
  };
}

/** A call that waits for the end of another one is not at work yet. */
function runningCall(started: RunningCall | null, { activity }: LibraryState): RunningCall | null {
  const open = activity?.kind === 'call' ? activity : null;
  return started !== null && (open === null || open.symbol === started.symbol) ? started : open;
}

async function runBoth(
  request: RequestInput<'call:run-both'>,
  onRefusal: (refusal: Omit<BesideRefusal, 'input'>) => void,
): Promise<Outcome<CallRecord>> {
  const both = await pageApi.request['call:run-both'](request);
  if (!both.ok) return both;
  const { record, beside } = both.value;
  if (beside.kind === 'refused') onRefusal(beside);
  return { ok: true, value: record };
}

/** Number of the generation that runs at this moment, not when the component was rendered. */
function runningGeneration(libraryId: string): number | null {
  const library = currentState().snapshot?.libraries.find(({ id }) => id === libraryId);
  return library?.generation?.number ?? null;
}

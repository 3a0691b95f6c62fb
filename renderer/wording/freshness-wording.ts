import { assertNever } from '../../electron/contract/failure.ts';
import type { StaleWarning } from '../../electron/contract/generation.ts';
import type { Freshness, LibraryState } from '../../electron/contract/session-state.ts';
import { explainFailure, inSentence } from './failure-wording.ts';
import { describeFault } from './fault-wording.ts';
import type { Sign } from './tone.ts';

/** Whether the running build is the one on disk, as a sign. */
export function describeFreshness(
  library: Pick<LibraryState, 'freshness' | 'generation' | 'activity'>,
): Sign {
  const stale = library.generation?.stale ?? null;
  if (stale !== null && library.freshness.kind === 'same') return describeStale(stale);
  if (waitsForCall(library)) return waitingSign(library.generation?.number ?? null);
  return signOf(library.freshness, library.generation?.number ?? null);
}

/** What of an older build is still in use. */
export function describeStale({ kind, warning }: StaleWarning): Sign {
  const label = kind === 'code' ? 'Old code may still run' : 'New code, old variables stay';
  return { tone: 'warn', shape: 'triangle', label, meaning: warning };
}

function wentBack(meaning: string): Sign {
  return { tone: 'warn', shape: 'back', label: 'Earlier build runs: you went back', meaning };
}

/** True while a changed file is not looked at because a call is open. */
export function waitsForCall({ freshness, activity }: Pick<LibraryState, 'freshness' | 'activity'>): boolean {
  return freshness.kind === 'settling' && activity?.kind === 'call';
}

function waitingSign(generation: number | null): Sign {
  return {
    tone: 'busy',
    shape: 'ring',
    label: 'A newer build waits for the open call',
    meaning: `The file changed while a call runs. Build #${generation ?? '–'} goes on until the call returns or you stop it; then the newest build is loaded.`,
  };
}

function signOf(freshness: Freshness, generation: number | null): Sign {
  const answering = generation === null ? 'Nothing is loaded.' : `Build #${generation} still answers calls.`;
  switch (freshness.kind) {
    case 'same':
      return {
        tone: 'good',
        shape: 'dot',
        label: 'Running build = file on disk',
        meaning: 'The code that answers calls is the build that lies on disk right now.',
      };
    case 'settling':
      return {
        tone: 'busy',
        shape: 'ring',
        label: 'Settling: the file is being written',
        meaning: `The file changed. It is loaded once it stays quiet and is complete. ${answering}`,
      };
    case 'older':
      if (freshness.failure.code === 'went-back') return wentBack(freshness.failure.message);
      return {
        tone: 'bad',
        shape: 'cross',
        label: `Older build runs: ${inSentence(explainFailure(freshness.failure).title)}`,
        meaning: `The build on disk was not taken. ${freshness.failure.message} ${answering}`,
      };
    case 'missing':
      return {
        tone: 'warn',
        shape: 'triangle',
        label: 'File is missing',
        meaning: `The file is not there any more. ${answering} It is loaded again when it returns.`,
      };
    case 'paused':
      return {
        tone: 'quiet',
        shape: 'pause',
        label: freshness.changed ? 'Paused: the file has changed' : 'Paused',
        meaning: `Changes are not loaded by themselves. ${answering} Press Reload, or switch “Watch file” on.`,
      };
    case 'released':
      return {
        tone: 'quiet',
        shape: 'square',
        label: 'Released',
        meaning: 'Nothing is loaded and the file is not held or watched. Press Reload to load it again.',
      };
    case 'crashed':
      return {
        tone: 'bad',
        shape: 'cross',
        label: `Process ended: ${describeFault(freshness.fault).title}`,
        meaning: 'The process that held the library is gone. Press Reload to start a new one.',
      };
    case 'not-loaded':
      return {
        tone: 'bad',
        shape: 'cross',
        label: `Not loaded: ${inSentence(explainFailure(freshness.failure).title)}`,
        meaning: freshness.failure.message,
      };
    case 'loading':
      return {
        tone: 'busy',
        shape: 'spinner',
        label: 'Loading',
        meaning: `The build is being loaded; its constructors run now. ${answering}`,
      };
    default:
      return assertNever(freshness);
  }
}

import type { HistoryEntry, ReloadTrigger, Verdict } from '../../electron/contract/history-entry.ts';
import type { Sign } from './tone.ts';

/** Each verdict of the reload history as a sign. */
export const verdictSigns: Readonly<Record<Verdict, Sign>> = {
  loaded: {
    tone: 'good',
    shape: 'dot',
    label: 'loaded',
    meaning: 'The build was loaded and answers calls from then on.',
  },
  unchanged: {
    tone: 'quiet',
    shape: 'ring',
    label: 'unchanged',
    meaning: 'The file was touched or written again, but it is the same build: nothing was loaded.',
  },
  rejected: {
    tone: 'bad',
    shape: 'cross',
    label: 'rejected',
    meaning: 'The build could not be loaded. The last good one still answers.',
  },
  crashed: {
    tone: 'bad',
    shape: 'triangle',
    label: 'crashed',
    meaning: 'The build ended its process while it was being loaded. It is not tried again by itself.',
  },
  'rolled-back': {
    tone: 'warn',
    shape: 'back',
    label: 'rolled back',
    meaning: 'The build could not be loaded in place, so the one before was loaded again.',
  },
  missing: {
    tone: 'warn',
    shape: 'triangle',
    label: 'missing',
    meaning: 'The file went away. The loaded build still answers.',
  },
  fault: {
    tone: 'bad',
    shape: 'diamond',
    label: 'fault',
    meaning: 'The process of a loaded build ended, by itself or during a call.',
  },
  released: {
    tone: 'quiet',
    shape: 'square',
    label: 'released',
    meaning: 'You gave the file free: nothing was loaded or watched any more.',
  },
};

/** What started an attempt. */
export const triggerWords: Readonly<Record<ReloadTrigger, string>> = {
  open: 'opened by you',
  watch: 'the file changed',
  manual: 'asked for by you',
  option: 'an option changed',
  back: 'you went back',
  recovery: 'after a fault',
};

/** What an attempt changed, in words for one line; empty when the failure says it all. */
export function summariseEntry(entry: HistoryEntry): string {
  if (entry.failure !== null || entry.fault !== null) return '';
  if (entry.verdict === 'unchanged') return 'same build, new timestamp or copy';
  if (entry.verdict === 'released') return 'nothing loaded, file free';
  if (entry.verdict === 'missing') return 'the file is not there any more';
  if (entry.verdict !== 'loaded') return '';
  if (entry.before === null) return firstBuildWords(entry);
  if (isSameLibrary(entry)) return entry.needed.length > 0 ? '' : 'the same build, loaded again';
  if (!entry.compared) return 'another build; what changed is not known';
  if (entry.trigger === 'back') return 'an earlier build again';
  const same = entry.addedCount + entry.removedCount + entry.changedCount === 0;
  return same ? 'no exported function changed' : '';
}

/** True when the file itself holds the same build before and after; what it needs may be another. */
export function isSameLibrary({ before, after }: HistoryEntry): boolean {
  return before?.build?.hash === after?.build?.hash;
}

function firstBuildWords({ generation, trigger }: HistoryEntry): string {
  if (generation === 1) return 'first build seen here';
  return trigger === 'open' ? 'opened again' : 'loaded again';
}

import type { BuildChange, HistoryEntry } from '../../electron/contract/history-entry.ts';
import { buildText } from '../../electron/contract/identity.ts';
import { describeFault, whenAttemptFaulted } from '../wording/fault-wording.ts';
import { formatMilliseconds } from '../wording/quantity.ts';
import { stateWords } from '../wording/state-wording.ts';
import { triggerWords } from '../wording/verdict-wording.ts';

/** An attempt as plain text, for a bug report or a chat. */
export function entryAsText(entry: HistoryEntry): string {
  const number = entry.generation === null ? 'no build' : `build #${entry.generation}`;
  const lines = [
    `${entry.library}: ${entry.verdict}, ${number}, ${new Date(entry.atMs).toISOString()}`,
    `${entry.verdict === 'fault' ? '' : `${triggerWords[entry.trigger]}; `}${entry.place}, ${entry.strategy}; ${formatMilliseconds(entry.durationMs)}`,
    changeLine('before', entry.before),
    changeLine('after', entry.after),
    ...changeLines(entry),
    entry.failure?.message ?? '',
    entry.failure?.detail ?? '',
    entry.fault === null
      ? ''
      : `${describeFault(entry.fault).title} ${whenAttemptFaulted(entry.fault, entry.failedHook)}`,
    entry.fault?.stderrTail ?? '',
    ...(entry.proof?.reasons ?? []).flatMap(({ cause, cure, names }) => [cause, cure, names.join(', ')]),
    entry.state === null ? '' : stateWords(entry.state),
    ...entry.notes,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Entries of earlier releases have names alone. */
function changeLines({ changes, ...entry }: HistoryEntry): readonly string[] {
  if (changes !== null) {
    const sentences = changes.changes.map(({ severity, sentence }) => `${severity}: ${sentence}`);
    return [...sentences, ...changes.notes];
  }
  return [
    namesLine('code changed', entry.changed, entry.changedCount),
    namesLine('added', entry.added, entry.addedCount),
    namesLine('removed', entry.removed, entry.removedCount),
  ];
}

function changeLine(name: string, change: BuildChange | null): string {
  if (change === null) return '';
  const build = change.build === null ? '' : `, build ${buildText(change.build)}`;
  return `${name}: inode ${change.identity.ino}, ${change.identity.size} bytes${build}`;
}

function namesLine(title: string, names: readonly string[], count: number): string {
  return count === 0 ? '' : `${title} (${count}): ${names.join(', ')}`;
}

import type { HistoryRow } from '../../electron/contract/history-row.ts';
import { describeFault, whenAttemptFaulted } from '../wording/fault-wording.ts';
import { stuckWords } from '../wording/proof-wording.ts';
import { summariseEntry, triggerWords, verdictSigns } from '../wording/verdict-wording.ts';

const known = new WeakMap<HistoryRow, string>();

/** What the filter looks at, in lower case: what the row says, what its details say, and the builds. */
export function searchedText(row: HistoryRow): string {
  const text = known.get(row) ?? textOf(row).toLowerCase();
  known.set(row, text);
  return text;
}

function textOf(row: HistoryRow): string {
  const { fault, failedHook, proof, after } = row;
  return [
    verdictSigns[row.verdict].label,
    summariseEntry(row),
    fault === null ? '' : `${describeFault(fault).title} ${whenAttemptFaulted(fault, failedHook)}`,
    proof === null ? '' : stuckWords(proof),
    triggerWords[row.trigger],
    row.place,
    row.strategy,
    after?.identity.ino.toString() ?? '',
    after?.build?.buildId ?? '',
    after?.build?.hash ?? '',
    row.words,
  ].join('\n');
}

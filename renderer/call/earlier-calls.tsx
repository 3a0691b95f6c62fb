import { type ReactNode, useMemo } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { reopenCall } from '../state/intents.ts';
import { useToday } from '../ui/use-today.ts';
import { clippedText } from '../ui/visible-text.ts';
import { formatMoment } from '../wording/quantity.ts';
import { callText, exactCallText, outcomeText } from './call-text.ts';
import type { ShownResult } from './shown-result.ts';

const shownCalls = 30;

/** What this function was called with before; a press puts the inputs back. */
export function EarlierCalls({
  library,
  calls,
  target,
  shown,
}: {
  readonly library: LibraryState;
  readonly calls: readonly CallRecord[];
  readonly target: string | null;
  readonly shown: ShownResult | null;
}): ReactNode {
  const today = useToday();
  const records = useMemo(
    () =>
      calls
        .filter(
          (record) =>
            record.input.symbol === target && record !== shown?.record && record.trigger !== 'beside',
        )
        .slice(0, shownCalls),
    [calls, target, shown?.record],
  );
  if (target === null || records.length === 0) return null;
  return (
    <section className="earlier" aria-label={`Earlier calls of ${clippedText(target, 80)}`}>
      <h3 className="clip" title={clippedText(target, 900)}>
        Earlier calls of {clippedText(target, 80)}
      </h3>
      <ul>
        {records.map((record) => (
          <li key={record.id}>
            <button
              type="button"
              className="earlier-call"
              title="Put these inputs back into the form"
              onClick={() => reopenCall(library.id, record.input)}
            >
              <code className="clip" title={exactCallText(record.input)}>
                {callText(record.input)}
              </code>
              <code className={`clip ${record.outcome.kind === 'returned' ? '' : 'tone-bad'}`}>
                {outcomeText(record.outcome)}
              </code>
              <span className="dim">#{record.generation}</span>
              <span className="faint clip">{formatMoment(record.atMs, today)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

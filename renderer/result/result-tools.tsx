import { type ReactNode, useState } from 'react';
import type { CallOutcome } from '../../electron/contract/call-record.ts';
import { shownJson } from '../../electron/ctypes/show-value.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { MemoryView } from './memory-view.tsx';
import { SaveValue } from './save-value.tsx';
import { IntegerViews, type useIntegerView } from './scalar-value.tsx';
import { canBeSaved } from './tree-rows.ts';

/** What can be done with a result: other ways to write it, its memory, a name for it, copies. */
export function ResultTools({
  libraryId,
  recordId,
  outcome,
  integer,
}: {
  readonly libraryId: string;
  /** Null where nothing can be saved. */
  readonly recordId: string | null;
  readonly outcome: Extract<CallOutcome, { kind: 'returned' }>;
  readonly integer: ReturnType<typeof useIntegerView>;
}): ReactNode {
  const [viewed, setViewed] = useState<string | null>(null);
  const { value } = outcome;
  const { pointsTo } = value;
  return (
    <>
      <div className="result-tools">
        <IntegerViews {...integer} />
        {pointsTo === null ? null : (
          <button
            type="button"
            className="mini-button"
            aria-expanded={viewed === pointsTo}
            onClick={() => setViewed((before) => (before === pointsTo ? null : pointsTo))}
          >
            View memory
          </button>
        )}
        {recordId !== null && canBeSaved(value) ? (
          <SaveValue libraryId={libraryId} origin={{ recordId, from: 'result' }} path={[]} value={value} />
        ) : null}
        <CopyButton text={integer.shown?.text ?? outcome.text} label="Copy result">
          Copy
        </CopyButton>
        <CopyButton text={shownJson(value)} label="Copy result as JSON">
          JSON
        </CopyButton>
      </div>
      {pointsTo !== null && viewed === pointsTo ? (
        <MemoryView
          key={`${recordId} ${pointsTo}`}
          libraryId={libraryId}
          address={pointsTo}
          pointerType={value.type}
          onClose={() => setViewed(null)}
        />
      ) : null}
    </>
  );
}

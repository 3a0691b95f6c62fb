import { type ReactNode, useMemo } from 'react';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import { callText } from '../call/call-text.ts';
import { CapturedText } from '../call/captured-text.tsx';
import { useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { useToday } from '../ui/use-today.ts';
import { formatMoment } from '../wording/quantity.ts';
import './output.css';

const none = [] as const;
const shownCalls = 50;

/** What called functions wrote to stdout and stderr, newest call first. */
export function CallOutput({ libraryId }: { readonly libraryId: string }): ReactNode {
  const today = useToday();
  const calls = useSelector((state) => state.snapshot?.calls[libraryId] ?? none);
  const written = useMemo(() => calls.filter(hasOutput).slice(0, shownCalls), [calls]);
  if (written.length === 0) {
    return (
      <EmptyState title="Nothing was printed">
        What a called function writes to stdout or stderr appears here and beside its result. A text without a
        line end may stay in the library's own buffer until it is flushed.
      </EmptyState>
    );
  }
  return (
    <div className="table-frame output">
      {written.map((record) => (
        <section key={record.id} aria-label={`Output of ${callText(record.input)}`}>
          <p className="output-head">
            <code>{callText(record.input)}</code>
            <span className="faint">
              #{record.generation} · {formatMoment(record.atMs, today)}
            </span>
          </p>
          {record.outcome.kind === 'failed' ? null : (
            <>
              <CapturedText name="stdout" tail={record.outcome.stdout} />
              <CapturedText name="stderr" tail={record.outcome.stderr} />
            </>
          )}
        </section>
      ))}
    </div>
  );
}

function hasOutput({ outcome }: CallRecord): boolean {
  return outcome.kind !== 'failed' && (outcome.stdout.text !== '' || outcome.stderr.text !== '');
}

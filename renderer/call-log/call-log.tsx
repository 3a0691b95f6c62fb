import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { dispatch, useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { countOf } from '../wording/quantity.ts';
import { CallLogRow } from './call-log-row.tsx';
import { filterCalls } from './filter-calls.ts';
import { RecordSwitch } from './record-switch.tsx';
import './call-log.css';

const none = [] as const;
const rowHeight = 28;

/** Every call that was made, newest first, searchable; a press puts one back into the form. */
export function CallLog({ libraryId }: { readonly libraryId: string }): ReactNode {
  const calls = useSelector((state) => state.snapshot?.calls[libraryId] ?? none);
  const [search, setSearch] = useState('');
  const deferred = useDeferredValue(search);
  const shown = useMemo(() => filterCalls(calls, deferred), [calls, deferred]);
  if (calls.length === 0) {
    return (
      <EmptyState title="No calls yet">
        <p>
          Choose a function, fill in its arguments, and press <kbd>Ctrl Enter</kbd>. Every call is kept here
          with its result.
        </p>
        <RecordSwitch />
      </EmptyState>
    );
  }
  return (
    <>
      <div className="dock-tools">
        <input
          type="search"
          className="field"
          aria-label="Search calls"
          placeholder="Search calls and results"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="faint">
          {search.trim() === '' ? '' : `${shown.length} of ${countOf(calls.length, 'call')}`}
        </span>
        <span className="grow" />
        <RecordSwitch />
        <button
          type="button"
          className="mini-button"
          onClick={() => dispatch({ type: 'page:dialog-changed', dialog: 'clear-log' })}
        >
          Clear…
        </button>
      </div>
      <CallTable libraryId={libraryId} calls={shown} />
    </>
  );
}

function CallTable({
  libraryId,
  calls,
}: {
  readonly libraryId: string;
  readonly calls: ReturnType<typeof filterCalls>;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: calls.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => calls[index]?.id ?? index,
    overscan: 15,
  });
  const [open, setOpen] = useState<string | null>(null);
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="table-frame" ref={frame}>
      <table
        className="table calls"
        aria-label="Call log"
        aria-rowcount={calls.length}
        style={{ marginTop: above, marginBottom: below }}
      >
        <colgroup>
          <col />
          <col className="calls-result" />
          <col className="calls-small" />
          <col className="calls-small" />
          <col className="calls-time" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Result</th>
            <th scope="col">Build</th>
            <th scope="col">Took</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        {items.map((item) => {
          const record = calls[item.index];
          return record === undefined ? null : (
            <CallLogRow
              key={record.id}
              libraryId={libraryId}
              record={record}
              index={item.index}
              open={open === record.id}
              measure={virtualizer.measureElement}
              onToggle={() => setOpen((before) => (before === record.id ? null : record.id))}
            />
          );
        })}
      </table>
    </div>
  );
}

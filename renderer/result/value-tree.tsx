import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { openAtFirst, type TreeRow, treeRows } from './tree-rows.ts';
import type { ValueOrigin } from './value-origin.ts';
import { ValueRow } from './value-row.tsx';
import './result.css';

// Beyond this only what is in view exists in the page.
const virtualFrom = 200;
const rowHeight = 23;

/** A value as a tree whose nodes open and close, with what can be done with each. */
export function ValueTree({
  libraryId,
  label,
  root,
  origin,
  onView,
}: {
  readonly libraryId: string;
  readonly label: string;
  readonly root: ShownValue;
  /** Null where nothing can be saved: memory that was looked at. */
  readonly origin: ValueOrigin | null;
  /** Looks at the memory that a pointer in the tree leads to. */
  readonly onView: (pointer: ShownValue) => void;
}): ReactNode {
  const [open, setOpen] = useState(() => openAtFirst(root));
  const rows = useMemo(() => treeRows(root, open), [root, open]);
  const toggle = (key: string) => setOpen((before) => toggled(before, key));
  const row = (line: TreeRow) => (
    <ValueRow
      row={line}
      libraryId={libraryId}
      origin={origin}
      onToggle={() => toggle(line.key)}
      onView={() => onView(line.value)}
    />
  );
  return (
    <section className="value-tree" aria-label={label}>
      {rows.length > virtualFrom ? (
        <VirtualRows rows={rows} render={row} />
      ) : (
        rows.map((line) => <div key={line.key}>{row(line)}</div>)
      )}
    </section>
  );
}

function VirtualRows({
  rows,
  render,
}: {
  readonly rows: readonly TreeRow[];
  readonly render: (row: TreeRow) => ReactNode;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    <div ref={frame} className="value-frame">
      <div className="value-rows" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <div key={row.key} className="value-place" style={{ transform: `translateY(${item.start}px)` }}>
              {render(row)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function toggled(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(key)) next.add(key);
  return next;
}

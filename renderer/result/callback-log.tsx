import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import type { ShownCallback } from '../../electron/contract/shown-value.ts';
import { lineOf } from '../../electron/ctypes/shown-tree.ts';
import { clippedText } from '../ui/visible-text.ts';
import { countOf, formatCount } from '../wording/quantity.ts';

const rowHeight = 24;

/** What each recorder saw: one row a call, one column an argument. */
export function CallbackLog({ callbacks }: { readonly callbacks: readonly ShownCallback[] }): ReactNode {
  return callbacks.map((callback) => (
    <section
      key={callback.label}
      className="result-part"
      aria-label={`Calls of ${clippedText(callback.label, 80)}`}
    >
      <h3>
        <code>{clippedText(callback.label, 80)}</code> was called {timesOf(callback)}
      </h3>
      {callback.calls.length === 0 ? null : <CallTable callback={callback} />}
    </section>
  ));
}

function timesOf({ total, calls }: ShownCallback): string {
  if (total === 0) return 'not once';
  const times = countOf(total, 'time');
  return calls.length < total
    ? `${times}, the first ${formatCount(calls.length)} of ${formatCount(total)} shown`
    : times;
}

function CallTable({ callback: { calls, label } }: { readonly callback: ShownCallback }): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: calls.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 15,
  });
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const columns = calls[0] ?? [];
  return (
    <div className="table-frame callback-frame" ref={frame}>
      <table
        className="table callback-table"
        aria-label={`Calls of ${clippedText(label, 80)}`}
        aria-rowcount={calls.length}
        style={{ marginTop: above, marginBottom: below }}
      >
        <thead>
          <tr>
            <th scope="col" className="callback-number">
              #
            </th>
            {columns.map((value, index) => (
              <th key={columnName(value.name, index)} scope="col" title={clippedText(value.type)}>
                {clippedText(columnName(value.name, index), 40)}{' '}
                <span className="faint">{clippedText(value.type, 40)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.key} aria-rowindex={item.index + 1}>
              <td className="faint">{item.index + 1}</td>
              {(calls[item.index] ?? []).map((value, index) => (
                <td
                  key={columnName(value.name, index)}
                  className="mono"
                  title={clippedText(lineOf(value), 1000)}
                >
                  {clippedText(lineOf(value), 200)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnName(name: string | null, index: number): string {
  return name ?? `arg ${index + 1}`;
}

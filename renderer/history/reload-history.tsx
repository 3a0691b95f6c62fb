import { type ReactNode, useState } from 'react';
import { dispatch, useSelector } from '../state/store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Hint } from '../ui/hint.tsx';
import { countOf } from '../wording/quantity.ts';
import { HistoryRow } from './history-row.tsx';
import './history.css';

const none = [] as const;
const firstShown = 200;

/** Every build that was seen and what became of it, newest first. */
export function ReloadHistory({ libraryId }: { readonly libraryId: string }): ReactNode {
  const entries = useSelector((state) => state.snapshot?.history[libraryId] ?? none);
  const pinned = useSelector(
    (state) => state.snapshot?.libraries.find(({ id }) => id === libraryId)?.pinned ?? none,
  );
  const [limit, setLimit] = useState(firstShown);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  if (entries.length === 0) {
    return (
      <EmptyState title="No build seen yet">
        Each time the file is rebuilt, a line appears here: loaded, unchanged, or rejected and why.
      </EmptyState>
    );
  }
  const toggle = (id: string) =>
    setOpened((before) =>
      before.has(id) ? new Set([...before].filter((other) => other !== id)) : new Set([...before, id]),
    );
  return (
    <div className="table-frame">
      <table className="table history" aria-label="Reload history">
        <colgroup>
          <col className="history-number" />
          <col className="history-verdict" />
          <col className="history-time" />
          <col className="history-took" />
          <col className="history-build" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <Hint text="Number of the build once it was loaded; never used twice. A dash: it made no build.">
                <span>#</span>
              </Hint>
            </th>
            <th scope="col">Verdict</th>
            <th scope="col">Time</th>
            <th scope="col" className="right">
              <Hint text="From the moment the file was quiet until the new code could be called.">
                <span>Took</span>
              </Hint>
            </th>
            <th scope="col">
              <Hint text="Inode of the file and the first digits of its build-id.">
                <span>Inode · build</span>
              </Hint>
            </th>
            <th scope="col">
              <span className="history-last">
                What changed, or why not
                <button
                  type="button"
                  className="mini-button"
                  onClick={() => dispatch({ type: 'page:dialog-changed', dialog: 'clear-history' })}
                >
                  Clear…
                </button>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, limit).map((entry) => (
            <HistoryRow
              key={entry.id}
              entry={entry}
              pinned={pinned}
              open={opened.has(entry.id)}
              onToggle={() => toggle(entry.id)}
            />
          ))}
        </tbody>
      </table>
      {entries.length > limit ? (
        <button
          type="button"
          className="button small history-more"
          onClick={() => setLimit(limit + firstShown)}
        >
          Show older ({countOf(entries.length - limit, 'entry', 'entries')})
        </button>
      ) : null}
    </div>
  );
}

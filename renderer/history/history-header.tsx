import type { ReactNode } from 'react';
import { Hint } from '../ui/hint.tsx';

/** The columns of the table and what they mean. */
export function HistoryHeader(): ReactNode {
  return (
    <>
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
          <th scope="col">What changed, or why not</th>
        </tr>
      </thead>
    </>
  );
}

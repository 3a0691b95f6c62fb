import type { ReactNode } from 'react';
import type { BuildChangeFact } from '../../electron/contract/build-changes.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { callText } from '../call/call-text.ts';
import { pinnedTouchedBy } from './touched-pins.ts';

/** Names the pinned calls that a change touches in how they are called; nothing when there are none. */
export function TouchedCalls({
  change,
  pinned,
}: {
  readonly change: BuildChangeFact;
  readonly pinned: readonly PinnedCall[];
}): ReactNode {
  const touched = pinnedTouchedBy(change, pinned);
  if (touched.length === 0) return null;
  return (
    <span className="change-touched tone-warn">
      {' '}
      Touches the pinned {touched.length === 1 ? 'call' : 'calls'}{' '}
      <code>{touched.map(({ input }) => callText(input)).join(', ')}</code>.
    </span>
  );
}

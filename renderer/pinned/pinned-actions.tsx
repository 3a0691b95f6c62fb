import type { ReactNode } from 'react';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { callText } from '../call/call-text.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { focusNeighbour } from './focus-call.ts';

/** What can be done with one pinned call. */
export function PinnedActions({
  libraryId,
  call,
  onMove,
}: {
  readonly libraryId: string;
  readonly call: PinnedCall;
  readonly onMove: { readonly up: (() => void) | null; readonly down: (() => void) | null };
}): ReactNode {
  const pinnedId = call.id;
  const name = callText(call.input);
  return (
    <>
      <MoveButton label={`Move up ${name}`} keys="Alt ↑" sign="↑" onMove={onMove.up} />{' '}
      <MoveButton label={`Move down ${name}`} keys="Alt ↓" sign="↓" onMove={onMove.down} />{' '}
      <button
        type="button"
        className="mini-button"
        aria-label={`Run ${name}`}
        onClick={() => void ask(pageApi.request['call:run-pinned']({ libraryId, pinnedId }))}
      >
        Run
      </button>{' '}
      <button
        type="button"
        className="mini-button"
        aria-label={`Unpin ${name}`}
        onClick={(event) => {
          focusNeighbour(event.currentTarget);
          void ask(pageApi.request['call:unpin']({ libraryId, pinnedId }));
        }}
      >
        Unpin
      </button>
    </>
  );
}

/** Only said to be disabled: a button that really is loses the focus, and the keyboard its place. */
function MoveButton({
  label,
  keys,
  sign,
  onMove,
}: {
  readonly label: string;
  readonly keys: string;
  readonly sign: string;
  readonly onMove: (() => void) | null;
}): ReactNode {
  return (
    <button
      type="button"
      className="mini-button pinned-move"
      aria-label={label}
      aria-disabled={onMove === null}
      title={`${label.split(' ').slice(0, 2).join(' ')} (${keys})`}
      onClick={() => onMove?.()}
    >
      {sign}
    </button>
  );
}

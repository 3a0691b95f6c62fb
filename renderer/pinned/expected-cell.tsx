import type { ReactNode } from 'react';
import { resultAsExpected } from '../../electron/checks/result-as-expected.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { shortArgument } from '../../electron/ctypes/short-argument.ts';
import { callText } from '../call/call-text.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { clippedText } from '../ui/visible-text.ts';
import { focusCall } from './focus-call.ts';

/** What the result must be; one click takes the result that is there, another opens it for writing. */
export function ExpectedCell({
  libraryId,
  call,
  onEdit,
}: {
  readonly libraryId: string;
  readonly call: PinnedCall;
  readonly onEdit: () => void;
}): ReactNode {
  const { expected, latest, verdict } = call;
  const name = callText(call.input);
  const taken = latest === null || call.stale !== null ? null : resultAsExpected(latest.outcome);
  const isOther = taken !== null && taken !== expected && verdict?.kind !== 'passed';
  return (
    <span className="pinned-expected">
      {expected === null ? null : (
        <button
          type="button"
          className="row-button"
          aria-label={`Change what is expected of ${name}: ${clippedText(expected, 120)}`}
          title={`Change\n${clippedText(expected, 900)}`}
          onClick={onEdit}
        >
          {clippedText(shortArgument(expected), 80)}
        </button>
      )}
      {isOther ? (
        <button
          type="button"
          className="mini-button pinned-take"
          aria-label={`Expect ${clippedText(taken, 80)} of ${name}`}
          title={`Expect this result from now on:\n${clippedText(taken, 900)}`}
          onClick={(event) => {
            focusCall(event.currentTarget);
            void ask(pageApi.request['call:expect']({ libraryId, pinnedId: call.id, expected: taken }));
          }}
        >
          Expect {clippedText(shortArgument(taken), 24)}
        </button>
      ) : null}
      {expected === null ? (
        <button
          type="button"
          className="mini-button"
          aria-label={`Write what is expected of ${name}`}
          title="Write what the result must be"
          onClick={onEdit}
        >
          …
        </button>
      ) : null}
    </span>
  );
}

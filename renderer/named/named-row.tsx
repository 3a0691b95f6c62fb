import { type ReactNode, useState } from 'react';
import type { NamedCall } from '../../electron/contract/kept-calls.ts';
import { callText, exactCallText } from '../call/call-text.ts';
import { runAgain } from '../call/run-again.ts';
import { ask, reopenCall, toSend } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { clippedText } from '../ui/visible-text.ts';

/** One named call; a press on its name opens it in the form. */
export function NamedRow({
  libraryId,
  call,
}: {
  readonly libraryId: string;
  readonly call: NamedCall;
}): ReactNode {
  const [renaming, setRenaming] = useState(false);
  const name = clippedText(call.name, 200);
  return (
    <tr className="action" data-named={call.name}>
      <td>
        {renaming ? (
          <RenameField libraryId={libraryId} call={call} onDone={() => setRenaming(false)} />
        ) : (
          <button
            type="button"
            className="row-button named-button"
            title="Open in the form"
            onClick={() => reopenCall(libraryId, call.input)}
          >
            {name}
          </button>
        )}
      </td>
      <td className="mono dim" title={`${exactCallText(call.input)}\n${clippedText(call.input.prototype)}`}>
        {callText(call.input)}
      </td>
      <td className="right">
        <button
          type="button"
          className="mini-button"
          aria-label={`Run ${name}`}
          onClick={() => void runAgain(libraryId, call.input)}
        >
          Run
        </button>{' '}
        <button
          type="button"
          className="mini-button"
          aria-label={`Rename ${name}`}
          onClick={() => setRenaming((before) => !before)}
        >
          Rename
        </button>{' '}
        <button
          type="button"
          className="mini-button"
          aria-label={`Remove ${name}`}
          onClick={() => void ask(pageApi.request['named:remove']({ libraryId, name: call.name }))}
        >
          Remove
        </button>
      </td>
    </tr>
  );
}

function RenameField({
  libraryId,
  call,
  onDone,
}: {
  readonly libraryId: string;
  readonly call: NamedCall;
  readonly onDone: () => void;
}): ReactNode {
  const [name, setName] = useState(call.name);
  const save = async () => {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed === call.name) return onDone();
    const input = toSend(call.input);
    const outcome = await ask(
      pageApi.request['named:save']({ libraryId, name: trimmed, input, before: call.name }),
    );
    if (outcome.ok) onDone();
  };
  return (
    <input
      // The field stands where the button was pressed.
      ref={(element) => element?.focus()}
      className="field named-rename"
      aria-label={`New name of ${clippedText(call.name, 80)}`}
      maxLength={200}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={onDone}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
        if (event.key === 'Enter' && !event.ctrlKey) void save();
      }}
    />
  );
}

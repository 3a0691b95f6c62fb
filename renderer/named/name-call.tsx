import { type ReactNode, useId, useState } from 'react';
import type { CallInput } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { callText } from '../call/call-text.ts';
import { ask, toSend } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { PopoverForm } from '../ui/popover-form.tsx';

/** Keeps the call in the form under a name. */
export function NameCall({
  library,
  input,
}: {
  readonly library: LibraryState;
  /** Null while the form cannot be read. */
  readonly input: CallInput | null;
}): ReactNode {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? input?.symbol ?? '';
  const known = library.named?.calls.some((call) => call.name === name.trim()) ?? false;
  const save = async () => {
    if (input === null) return false;
    const outcome = await ask(
      pageApi.request['named:save']({
        libraryId: library.id,
        name: name.trim(),
        input: toSend(input),
        before: null,
      }),
    );
    return outcome.ok;
  };
  return (
    <PopoverForm
      title="Name this call"
      action={known ? 'Replace' : 'Save'}
      ready={input !== null && name.trim() !== ''}
      onSubmit={save}
      trigger={
        <button type="button" className="button" aria-label="Name this call…">
          <span>
            Name<span className="name-call-rest"> this call</span>…
          </span>
        </button>
      }
    >
      <input
        className="field"
        aria-label="Name of the call"
        aria-describedby={id}
        autoComplete="off"
        maxLength={200}
        value={name}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p id={id} className="field-help">
        {input === null
          ? 'Give it a prototype first.'
          : known
            ? 'A call of that name is there: it gets these inputs.'
            : callText(input)}
      </p>
    </PopoverForm>
  );
}

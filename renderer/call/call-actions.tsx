import { type ReactNode, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { selectSymbol } from '../state/intents.ts';
import { selectedSymbol } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { sameInput } from './call-text.ts';
import type { CallForm } from './use-call-form.ts';
import type { RunCall } from './use-run-call.ts';

/** Call, Stop while one runs, and Pin. */
export function CallActions({
  library,
  form,
  run,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly run: RunCall;
}): ReactNode {
  const byName = useSelector((state) => selectedSymbol(state, library) === null);
  const running = run.startedAtMs !== null;
  const input = form.input;
  const submit = useRef<HTMLButtonElement>(null);
  const pinned = input !== null && library.pinned.some((call) => sameInput(call.input, input));
  const pinnable = input !== null && !pinned && form.fields.every((field) => field.failure === null);
  return (
    <div className="call-actions">
      {/* Only said to be disabled: a button that really is loses the focus, and the keyboard its place. */}
      <button
        ref={submit}
        type="submit"
        className="button primary"
        aria-disabled={running}
        aria-keyshortcuts="Control+Enter"
      >
        Call <Keys keys="Ctrl ⏎" />
      </button>
      <Hint
        text={
          pinned
            ? 'This call is pinned already: it runs again after every rebuild.'
            : 'Pinned calls run again after every rebuild and show the old result beside the new one.'
        }
      >
        <button
          type="button"
          className="button"
          aria-disabled={!pinnable}
          onClick={() => {
            if (input !== null && pinnable) run.pin(input);
          }}
        >
          Pin call
        </button>
      </Hint>
      {running || library.activity !== null ? (
        <button
          type="button"
          className="button danger appear-late"
          onClick={() => {
            submit.current?.focus();
            run.stop();
          }}
        >
          Stop
        </button>
      ) : null}
      <span className="grow" />
      {byName ? null : (
        <Hint text="An empty form: the name in the prototype is looked up with dlsym, also when it is not in the list.">
          <button type="button" className="link" onClick={() => selectSymbol(library.id, null)}>
            Call by name
          </button>
        </Hint>
      )}
    </div>
  );
}

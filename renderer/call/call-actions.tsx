import { type ReactNode, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { NameCall } from '../named/name-call.tsx';
import { RepeatButton } from '../repeat/repeat-button.tsx';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { sameInput } from './call-text.ts';
import { CopyAsMenu } from './copy-as-menu.tsx';
import type { ShownResult } from './shown-result.ts';
import type { CallForm } from './use-call-form.ts';
import type { RunCall } from './use-run-call.ts';

/** Call, Stop while one runs, and the ways to keep a call. */
export function CallActions({
  library,
  form,
  run,
  shown,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly run: RunCall;
  readonly shown: ShownResult | null;
}): ReactNode {
  const running = run.running !== null;
  const { input } = form;
  const submit = useRef<HTMLButtonElement>(null);
  const complete = input !== null && form.fields.every((field) => field.failure === null);
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
      <PinButton library={library} form={form} run={run} complete={complete} />
      <RepeatButton
        ready={complete && !running}
        onRun={(measure) => {
          if (input !== null) void run.start(input, measure);
        }}
      />
      <CopyAsMenu library={library} form={form} shown={shown} />
      <NameCall library={library} input={input} />
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
    </div>
  );
}

function PinButton({
  library,
  form,
  run,
  complete,
}: {
  readonly library: LibraryState;
  readonly form: CallForm;
  readonly run: RunCall;
  readonly complete: boolean;
}): ReactNode {
  const { input } = form;
  const pinned = input !== null && library.pinned.some((call) => sameInput(call.input, input));
  const pinnable = complete && !pinned;
  return (
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
  );
}

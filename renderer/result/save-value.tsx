import { type ReactNode, useId, useState } from 'react';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { PopoverForm } from '../ui/popover-form.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { savedNameProblem, suggestSavedName } from './saved-name.ts';
import type { ValueOrigin } from './value-origin.ts';

const none = [] as const;

/** Gives a value a name, so that later arguments can use it as `$name`. */
export function SaveValue({
  libraryId,
  origin,
  path,
  value,
}: {
  readonly libraryId: string;
  readonly origin: ValueOrigin;
  readonly path: readonly number[];
  readonly value: ShownValue;
}): ReactNode {
  const id = useId();
  const saved = useSelector(
    (state) => state.snapshot?.libraries.find((library) => library.id === libraryId)?.saved ?? none,
  );
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? suggestSavedName(value.name, value.type);
  const problem = savedNameProblem(name);
  const replaced = saved.find((other) => other.name === name);
  const save = async () => {
    const request = { libraryId, ...origin, path: [...path], name };
    return (await ask(pageApi.request['call:save-value'](request))).ok;
  };
  return (
    <PopoverForm
      title="Save this value"
      action={
        replaced === undefined ? `Save as $${clippedText(name, 24)}` : `Replace $${clippedText(name, 24)}`
      }
      ready={problem === null}
      onSubmit={save}
      trigger={
        <button
          type="button"
          className="mini-button"
          aria-label={`Save ${clippedText(value.name ?? 'value', 60)}`}
        >
          Save…
        </button>
      }
    >
      <div className="popover-line">
        <label htmlFor={id} className="mono">
          $
        </label>
        <input
          id={id}
          className="field"
          aria-label="Name of the value"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-help`}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={name}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <p id={`${id}-help`} className={problem === null ? 'field-help' : 'field-error'}>
        {problem ??
          (replaced === undefined
            ? 'Any later argument of this library can use it by that name.'
            : `Now ${clippedText(replaced.text, 60)}, from ${clippedText(replaced.origin, 60)}.`)}
      </p>
    </PopoverForm>
  );
}

import { type ReactNode, useId, useMemo, useState } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import type { ReloadHooks } from '../../electron/contract/variables.ts';
import { pageApi } from '../state/page-api.ts';
import { useSelector } from '../state/store.ts';
import { useSymbolTable } from '../symbols/symbol-source.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { functionNames } from './function-names.ts';

const fields: Readonly<Record<keyof ReloadHooks, { readonly label: string; readonly hint: string }>> = {
  before: {
    label: 'Hook before',
    hint: 'A function of the library, void f(void **state): called in the old build before it is closed, with the address of one pointer that its process keeps. Empty: none.',
  },
  after: {
    label: 'after',
    hint: 'A function of the library, void f(void **state): called in the new build after it was opened, with the same pointer. In a fresh process that is NULL. Empty: none.',
  },
};

/** The functions that are called around a reload. */
export function HookFields({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector(({ snapshot }) => snapshot?.libraries.find(({ id }) => id === libraryId));
  if (library === undefined) return null;
  return (
    <>
      <HookField library={library} which="before" />
      <HookField library={library} which="after" />
    </>
  );
}

function HookField({
  library,
  which,
}: {
  readonly library: LibraryState;
  readonly which: keyof ReloadHooks;
}): ReactNode {
  const { id: libraryId, symbolsVersion, stateChoices } = library;
  const kept = stateChoices.hooks[which] ?? '';
  const [edit, setEdit] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const id = useId();
  const { table } = useSymbolTable(libraryId, 'exports', symbolsVersion);
  const names = useMemo(
    () => (edit === null || table === null ? [] : functionNames(table, edit)),
    [edit, table],
  );
  const { label, hint } = fields[which];
  const change = (next: string | null) => {
    setEdit(next);
    setRefusal(null);
  };
  const commit = async () => {
    if (edit === null || edit.trim() === kept) return change(null);
    const symbol = edit.trim() === '' ? null : edit.trim();
    const choice = { kind: 'hook', which, symbol } as const;
    const outcome = await pageApi.request['state:choose']({ libraryId, choice });
    // A refused name stays, so that it can be mended.
    if (outcome.ok) change(null);
    else setRefusal(outcome.failure.message);
  };
  return (
    <>
      <Hint text={hint}>
        <label htmlFor={id} className="variables-hook-label">
          {label}
        </label>
      </Hint>
      <input
        id={id}
        className="field variables-hook"
        aria-description={hint}
        aria-label={which === 'before' ? 'Hook before a reload' : 'Hook after a reload'}
        aria-invalid={refusal !== null}
        placeholder="none"
        spellCheck={false}
        list={`${id}-names`}
        value={edit ?? kept}
        onFocus={() => setEdit((before) => before ?? kept)}
        onChange={(event) => change(event.target.value)}
        onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void commit();
          if (event.key === 'Escape') change(null);
        }}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {refusal === null ? null : (
        <p className="variables-refusal tone-bad" role="alert">
          <Shape shape="cross" tone="bad" /> {clippedText(refusal, 600)}
        </p>
      )}
    </>
  );
}

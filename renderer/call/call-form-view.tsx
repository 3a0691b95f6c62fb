import { type ReactNode, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { ArgumentFields } from '../arguments/argument-fields.tsx';
import { useSelector } from '../state/store.ts';
import { useCommand } from '../state/use-command.ts';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { CallActions } from './call-actions.tsx';
import { sameInput } from './call-text.ts';
import { EarlierCalls } from './earlier-calls.tsx';
import { EmptyPointerQuestion } from './empty-pointers.tsx';
import { focusStart } from './form-focus.ts';
import { NotLoadedCard } from './not-loaded-card.tsx';
import { PrototypeField } from './prototype-field.tsx';
import { ResultStatus } from './result-status.tsx';
import { type ShownResult, shownResult } from './shown-result.ts';
import { SymbolHeading } from './symbol-heading.tsx';
import { type CallForm, useCallForm } from './use-call-form.ts';
import { useRunCall } from './use-run-call.ts';
import { useSubmit } from './use-submit.ts';

const noCalls = [] as const;
const noValues: readonly ShownValue[] = [];

/** The form “Call”: prototype, one field per argument, what came back, and what was called before. */
export function CallFormView({
  library,
  found,
}: {
  readonly library: LibraryState;
  readonly found: SelectedSymbol;
}): ReactNode {
  const element = useRef<HTMLFormElement>(null);
  const symbol = symbolOf(found);
  const key = symbol?.name ?? '';
  const form = useCallForm(library, symbol);
  const calls = useSelector((state) => state.snapshot?.calls[library.id] ?? noCalls);
  const run = useRunCall(library);
  const submit = useSubmit(element, key, { form, run });
  useCommand('call', submit.call);
  useCommand('focus-form', () => focusStart(element.current));
  const shown =
    form.target === null ? null : shownResult(calls, form.input ?? { ...form.draft, symbol: form.target });
  return (
    <form
      ref={element}
      className="call"
      aria-label="Call"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit.call();
      }}
    >
      <SymbolHeading
        library={library}
        found={found}
        known={form.reading.text !== '' || form.reading.asking}
      />
      <NotLoadedCard library={library} />
      <PrototypeField
        key={`prototype ${key}`}
        library={library}
        form={form}
        found={found}
        attempted={submit.attempted}
      />
      <ArgumentFields
        key={`arguments ${key}`}
        library={library}
        form={form}
        attempted={submit.attempted}
        failure={run.failureOf(shown)}
        after={valuesAfter(shown, form)}
      />
      {submit.asked.length === 0 ? null : (
        <EmptyPointerQuestion
          form={form}
          indexes={submit.asked}
          onNull={submit.callWithNull}
          onFill={submit.fillIn}
        />
      )}
      <CallActions library={library} form={form} run={run} shown={shown} />
      <ResultStatus library={library} form={form} run={run} shown={shown} />
      <EarlierCalls library={library} calls={calls} target={form.target} shown={shown} />
    </form>
  );
}

/** What the arguments held after the call, while the form still says what was called. */
function valuesAfter(shown: ShownResult | null, { input }: CallForm): readonly ShownValue[] {
  if (shown === null || input === null || shown.record.outcome.kind !== 'returned') return noValues;
  return sameInput(shown.record.input, input) ? shown.record.outcome.out : noValues;
}

/** The symbol as the form needs it; a name that is not in the tables stands for itself. */
function symbolOf(found: SelectedSymbol): { readonly name: string; readonly demangled: string } | null {
  switch (found.kind) {
    case 'by-name':
      return null;
    case 'looking':
    case 'absent':
      return { name: found.name, demangled: found.name };
    case 'export':
    case 'import':
      return found.row;
  }
}

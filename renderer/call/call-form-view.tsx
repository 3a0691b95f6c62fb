import { type ReactNode, useRef, useState } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { useSelector } from '../state/store.ts';
import { useCommand } from '../state/use-command.ts';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { ArgumentFields } from './argument-fields.tsx';
import { CallActions } from './call-actions.tsx';
import { EarlierCalls } from './earlier-calls.tsx';
import { firstFaultyField, focusStart } from './form-focus.ts';
import { NotLoadedCard } from './not-loaded-card.tsx';
import { PrototypeField } from './prototype-field.tsx';
import { ResultStatus } from './result-status.tsx';
import { shownResult } from './shown-result.ts';
import { SymbolHeading } from './symbol-heading.tsx';
import { useCallForm } from './use-call-form.ts';
import { useRunCall } from './use-run-call.ts';

const noCalls = [] as const;

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
  const form = useCallForm(library, symbol);
  const calls = useSelector((state) => state.snapshot?.calls[library.id] ?? noCalls);
  const run = useRunCall(library);
  // Empty fields are marked only after a first attempt: nobody wants to be scolded before typing.
  const [attempted, setAttempted] = useState<string | null>(null);
  const key = symbol?.name ?? '';
  const call = () => {
    setAttempted(key);
    if (form.input === null || form.fields.some((field) => field.failure !== null)) {
      firstFaultyField(element.current, form)?.focus();
    } else void run.start(form.input);
  };
  useCommand('call', call);
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
        call();
      }}
    >
      <SymbolHeading library={library} found={found} />
      <NotLoadedCard library={library} />
      <PrototypeField key={`prototype ${key}`} form={form} found={found} attempted={attempted === key} />
      <ArgumentFields form={form} attempted={attempted === key} failure={run.failureOf(shown)} />
      <CallActions library={library} form={form} run={run} />
      <ResultStatus library={library} form={form} run={run} shown={shown} />
      <EarlierCalls library={library} calls={calls} target={form.target} shown={shown} />
    </form>
  );
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

import { useMemo } from 'react';
import type { CallInput, CallRecord } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { contextForChecking } from '../../electron/ctypes/encode-context.ts';
import { editDraft } from '../state/intents.ts';
import { ownValue } from '../state/own-value.ts';
import { byNameKey } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import type { SymbolRow } from '../symbols/symbol-table.ts';
import { callTarget } from './call-target.ts';
import { withArgument, withExtra, withoutExtra } from './edit-arguments.ts';
import { type FormField, readFields } from './read-fields.ts';
import { type PrototypeInUse, usePrototype } from './use-prototype.ts';

/** Everything the call form shows and can change. */
export interface CallForm {
  readonly draft: CallInput;
  readonly reading: PrototypeInUse;
  readonly fields: readonly FormField[];
  /** What Call sends; null while the form cannot be read. */
  readonly input: CallInput | null;
  /** The name that dlsym would be given. */
  readonly target: string | null;
  readonly setPrototype: (prototype: string) => void;
  readonly setArgument: (index: number, text: string) => void;
  readonly setArguments: (texts: readonly string[]) => void;
  readonly addExtra: (text: string) => void;
  readonly removeExtra: (index: number) => void;
}

type FormSymbol = Pick<SymbolRow, 'name' | 'demangled'> | null;

/** The form of the chosen symbol, or of the call by name when `symbol` is null. */
export function useCallForm(library: LibraryState, symbol: FormSymbol): CallForm {
  const key = symbol?.name ?? byNameKey;
  const typed = useSelector((state) => ownValue(state.drafts[library.id], key));
  const draft = typed ?? ownValue(library.drafts, key) ?? emptyDraft(key);
  const lastCalled = useSelector((state) => lastPrototype(state.snapshot?.calls[library.id], key));
  const reading = usePrototype(library, symbol?.name ?? null, draft.prototype, lastCalled);
  const context = useMemo(() => contextForChecking(library.saved), [library.saved]);
  const fields = useMemo(
    () => readFields(reading.shaping, draft.arguments, context),
    [reading.shaping, draft.arguments, context],
  );
  const target = targetOf(symbol, reading);
  const edit = (change: Partial<CallInput>) => editDraft(library.id, key, { ...draft, ...change });
  const texts = fields.map((field) => field.text);
  return {
    draft,
    reading,
    fields,
    target,
    input: inputOf(reading, fields, target),
    setPrototype: (prototype) => edit({ prototype }),
    setArgument: (index, text) => edit({ arguments: withArgument(texts, draft.arguments, index, text) }),
    setArguments: (all) => edit({ arguments: all }),
    addExtra: (text) => edit({ arguments: withExtra(texts, text) }),
    removeExtra: (index) => edit({ arguments: withoutExtra(texts, index) }),
  };
}

/** The prototype of the newest call of a symbol; empty where there is none. */
function lastPrototype(calls: readonly CallRecord[] | undefined, symbol: string): string {
  return calls?.find(({ input }) => input.symbol === symbol)?.input.prototype ?? '';
}

const emptyDrafts = new Map<string, CallInput>();

function emptyDraft(symbol: string): CallInput {
  const known = emptyDrafts.get(symbol) ?? { symbol, prototype: '', arguments: [] };
  emptyDrafts.set(symbol, known);
  return known;
}

/** A suggestion belongs to the symbol whatever it names; a text typed by hand is taken at its word. */
function targetOf(symbol: FormSymbol, { source, prototype }: PrototypeInUse): string | null {
  if (symbol !== null && source !== 'hand') return symbol.name;
  return callTarget(symbol, prototype?.name ?? null);
}

function inputOf(
  { prototype, text }: PrototypeInUse,
  fields: readonly FormField[],
  target: string | null,
): CallInput | null {
  if (prototype === null || target === null) return null;
  return { symbol: target, prototype: text, arguments: fields.map((field) => field.text) };
}

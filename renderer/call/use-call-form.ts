import { useMemo, useState } from 'react';
import type { Prototype } from '../../electron/contract/prototype.ts';
import type { CallInput, LibraryState } from '../../electron/contract/session-state.ts';
import { editDraft } from '../state/intents.ts';
import { ownValue } from '../state/own-value.ts';
import { byNameKey } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import type { SymbolRow } from '../symbols/symbol-table.ts';
import { callTarget } from './call-target.ts';
import { type FormReading, readFields, readPrototype } from './read-form.ts';

/** Everything the call form shows and can change. */
export interface CallForm extends FormReading {
  readonly draft: CallInput;
  /** What Call sends; null while the form cannot be read. */
  readonly input: CallInput | null;
  /** The name that dlsym would be given. */
  readonly target: string | null;
  readonly setPrototype: (prototype: string) => void;
  readonly setArgument: (index: number, text: string) => void;
}

interface LastGood {
  readonly key: string;
  readonly prototype: Prototype;
}

/** The form of the chosen symbol, or of the call by name when `symbol` is null. */
export function useCallForm(
  library: LibraryState,
  symbol: Pick<SymbolRow, 'name' | 'demangled'> | null,
): CallForm {
  const key = symbol?.name ?? byNameKey;
  const typed = useSelector((state) => ownValue(state.drafts[library.id], key));
  const draft = typed ?? ownValue(library.drafts, key) ?? emptyDraft(key);
  const read = useMemo(() => readPrototype(draft.prototype), [draft.prototype]);
  const [lastGood, setLastGood] = useState<LastGood | null>(null);
  const prototype = read?.ok === true ? read.value : null;
  if (prototype !== null && prototype !== lastGood?.prototype) setLastGood({ key, prototype });
  // While the prototype is being edited and cannot be read, the fields of its last good text stay.
  const kept = read !== null && lastGood?.key === key ? lastGood.prototype : null;
  const fieldsOf = prototype ?? kept;
  const fields = useMemo(() => readFields(fieldsOf, draft.arguments), [fieldsOf, draft.arguments]);
  const prototypeFailure = read === null || read.ok ? null : read.failure;
  const reading: FormReading = { prototype, prototypeFailure, fields };
  const target = callTarget(symbol, reading.prototype?.name ?? null);
  return {
    ...reading,
    draft,
    target,
    input: inputOf(reading, draft, target),
    setPrototype: (prototype) => editDraft(library.id, key, { ...draft, prototype }),
    setArgument: (index, text) => {
      const texts = Array.from({ length: Math.max(draft.arguments.length, index + 1) }, (_, at) =>
        at === index ? text : (draft.arguments[at] ?? ''),
      );
      editDraft(library.id, key, { ...draft, arguments: texts });
    },
  };
}

const emptyDrafts = new Map<string, CallInput>();

function emptyDraft(symbol: string): CallInput {
  const known = emptyDrafts.get(symbol) ?? { symbol, prototype: '', arguments: [] };
  emptyDrafts.set(symbol, known);
  return known;
}

function inputOf(reading: FormReading, draft: CallInput, target: string | null): CallInput | null {
  if (reading.prototype === null || target === null) return null;
  return {
    symbol: target,
    prototype: draft.prototype,
    arguments: reading.fields.map((field) => field.text),
  };
}

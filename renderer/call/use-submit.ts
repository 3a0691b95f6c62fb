import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { flushSync } from 'react-dom';
import { emptyPointers } from './empty-pointers.tsx';
import { focusArgument, focusFirstFault } from './form-focus.ts';
import type { CallForm } from './use-call-form.ts';
import type { RunCall } from './use-run-call.ts';

/** The way from pressing Call to the call: what is wrong is shown, and what is left open is asked. */
export interface Submit {
  /** True after a first attempt with this symbol: empty fields are marked from then on. */
  readonly attempted: boolean;
  /** Pointers that were left empty, while it is asked about them. */
  readonly asked: readonly number[];
  readonly call: () => void;
  readonly callWithNull: () => void;
  readonly fillIn: () => void;
}

const nothing: readonly number[] = [];

/** Makes the call of this form once it is complete. `key` names the chosen symbol. */
export function useSubmit(
  element: RefObject<HTMLFormElement | null>,
  key: string,
  { form, run }: { readonly form: CallForm; readonly run: RunCall },
): Submit {
  const [attemptedKey, setAttempted] = useState<string | null>(null);
  const [askedKey, setAsked] = useState<string | null>(null);
  const [waitingKey, setWaiting] = useState<string | null>(null);
  const waits = form.input === null && form.reading.asking;
  const call = () => {
    if (waits) return setWaiting(key);
    const empty = emptyPointers(form);
    const faulty = form.fields.some((field, index) => field.failure !== null && !empty.includes(index));
    if (form.input === null || faulty) {
      flushSync(() => setAttempted(key));
      focusFirstFault(element.current);
    } else if (empty.length > 0) setAsked(key);
    else void run.start(form.input);
  };
  const callNow = useEffectEvent(call);
  useEffect(() => {
    if (waits || waitingKey === null) return;
    // Whoever presses Call before the prototype is read is not asked to press again.
    setWaiting(null);
    if (waitingKey === key) callNow();
  }, [waits, waitingKey, key]);
  const asked = askedKey === key ? emptyPointers(form) : nothing;
  return {
    attempted: attemptedKey === key,
    asked,
    call,
    callWithNull: () => {
      const texts = form.fields.map(({ text }, index) => (asked.includes(index) ? 'NULL' : text));
      setAsked(null);
      form.setArguments(texts);
      if (form.input !== null) void run.start({ ...form.input, arguments: texts });
    },
    fillIn: () => {
      setAsked(null);
      focusArgument(element.current, asked[0] ?? 0);
    },
  };
}

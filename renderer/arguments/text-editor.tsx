import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { descriptionOf, FieldError } from './field-error.tsx';
import type { Slot } from './slot.ts';

/** A field for a value that is typed: a number, a text, or the argument language itself. */
export function TextEditor({
  slot,
  hint,
  lines = false,
  placeholder = '',
}: {
  readonly slot: Slot;
  readonly hint: string;
  /** True where the text may have several lines; the field grows with it. */
  readonly lines?: boolean;
  readonly placeholder?: string;
}): ReactNode {
  const { id, label, failure, optional } = slot;
  const [value, type] = useTyped(slot);
  const common = {
    id,
    'aria-label': label,
    'aria-invalid': failure !== null,
    'aria-describedby': descriptionOf(id, failure),
    title: hint,
    placeholder: placeholder || (optional ? '0' : ''),
    spellCheck: false,
    autoComplete: 'off',
    maxLength: 4_000_000,
    value,
  };
  return (
    <>
      {lines ? (
        <textarea
          {...common}
          rows={1}
          className="field field-lines"
          onChange={(event) => type(event.target.value)}
          onKeyDown={sendOnEnter}
        />
      ) : (
        <input {...common} className="field" onChange={(event) => type(event.target.value)} />
      )}
      <span id={`${id}-hint`} className="unseen">
        {hint}
      </span>
      <FieldError id={id} failure={failure} />
    </>
  );
}

interface Typed {
  readonly text: string;
  /** What became of it in the whole argument; null until that is there. */
  readonly settled: string | null;
}

/**
 * What was typed, letter for letter, as long as the value is what came of it: a part of a struct is written in its
 * canonical form, and a field must not change under the cursor.
 */
function useTyped({ text, onChange }: Slot): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<Typed | null>(null);
  const shown = typed !== null && (typed.settled === null || typed.settled === text) ? typed.text : text;
  if (typed !== null && typed.settled === null) setTyped({ text: typed.text, settled: text });
  return [
    shown,
    (next) => {
      setTyped({ text: next, settled: null });
      onChange(next);
    },
  ];
}

/** Enter calls, as in a field of one line; Shift and Enter begin a new line. */
function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

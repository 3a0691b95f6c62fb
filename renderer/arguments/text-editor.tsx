import type { KeyboardEvent, ReactNode } from 'react';
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
  const { id, label, text, failure, optional, onChange } = slot;
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
    value: text,
  };
  return (
    <>
      {lines ? (
        <textarea
          {...common}
          rows={1}
          className="field field-lines"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={sendOnEnter}
        />
      ) : (
        <input {...common} className="field" onChange={(event) => onChange(event.target.value)} />
      )}
      <span id={`${id}-hint`} className="unseen">
        {hint}
      </span>
      <FieldError id={id} failure={failure} />
    </>
  );
}

/** Enter calls, as in a field of one line; Shift and Enter begin a new line. */
export function sendOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}

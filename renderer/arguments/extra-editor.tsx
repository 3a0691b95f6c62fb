import type { ReactNode } from 'react';
import type { FormField } from '../call/read-fields.ts';
import { clippedText } from '../ui/visible-text.ts';
import { type ExtraForm, extraTypes, readExtra, writeExtra } from './extra-form.ts';
import { descriptionOf, FieldError } from './field-error.tsx';

const otherType = '…';

/** One extra argument of a variadic call: its type, then its value. */
export function ExtraEditor({
  id,
  field,
  showFailure,
  onChange,
  onRemove,
}: {
  readonly id: string;
  readonly field: FormField;
  readonly showFailure: boolean;
  readonly onChange: (text: string) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const form = readExtra(field.text);
  const listed = extraTypes.some((known) => known === form.type);
  const failure = showFailure ? field.failure : null;
  const write = (change: Partial<ExtraForm>) => onChange(writeExtra({ ...form, ...change }));
  return (
    <>
      <label htmlFor={id} className="clip">
        {clippedText(field.label, 60)}
      </label>
      <div className="argument-editor">
        <div className="extra-editor">
          <select
            className="choice"
            aria-label={`${field.label}: type`}
            value={listed ? form.type : otherType}
            onChange={(event) => write({ type: event.target.value === otherType ? '' : event.target.value })}
          >
            {extraTypes.map((known) => (
              <option key={known} value={known}>
                {known}
              </option>
            ))}
            <option value={otherType}>other…</option>
          </select>
          <input
            id={id}
            className="field"
            aria-label={field.label}
            aria-invalid={failure !== null}
            aria-describedby={descriptionOf(id, failure)}
            spellCheck={false}
            autoComplete="off"
            maxLength={4_000_000}
            value={form.text}
            onChange={(event) => write({ text: event.target.value })}
          />
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${field.label}`}
            onClick={onRemove}
          >
            ×
          </button>
          {listed ? null : (
            <input
              className="field extra-type"
              aria-label={`${field.label}: other type`}
              placeholder="type, as in struct point *"
              spellCheck={false}
              autoComplete="off"
              maxLength={2000}
              value={form.type}
              onChange={(event) => write({ type: event.target.value })}
            />
          )}
          <FieldError id={id} failure={failure} />
        </div>
        <span id={`${id}-hint`} className="unseen">
          A value of that type. char, short and bool are passed as int, float as double.
        </span>
      </div>
    </>
  );
}

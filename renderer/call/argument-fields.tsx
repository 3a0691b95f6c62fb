import { type ReactNode, useId } from 'react';
import type { Failure } from '../../electron/contract/failure.ts';
import { visibleText } from '../ui/visible-text.ts';
import { argumentFieldName } from './form-focus.ts';
import type { FormField } from './read-form.ts';
import type { CallForm } from './use-call-form.ts';

/** One field for each parameter, checked while typing. */
export function ArgumentFields({
  form,
  attempted,
  failure,
}: {
  readonly form: CallForm;
  readonly attempted: boolean;
  /** What main said of the last call, when it concerns one argument. */
  readonly failure: Failure | null;
}): ReactNode {
  if (form.prototype !== null && form.fields.length === 0) {
    return <p className="field-help">No arguments.</p>;
  }
  return (
    <div className="arguments">
      {form.fields.map((field, index) => (
        <ArgumentField
          key={argumentFieldName(index)}
          index={index}
          field={field}
          failure={
            field.failure !== null && (attempted || field.text !== '')
              ? field.failure
              : failure?.code === 'bad-argument' && failure.argument === field.label && field.failure !== null
                ? failure
                : null
          }
          onChange={(text) => form.setArgument(index, text)}
        />
      ))}
    </div>
  );
}

function ArgumentField({
  index,
  field,
  failure,
  onChange,
}: {
  readonly index: number;
  readonly field: FormField;
  readonly failure: Failure | null;
  readonly onChange: (text: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="argument">
      <label htmlFor={id} className="clip" title={visibleText(field.label)}>
        {visibleText(field.label)}
      </label>
      <input
        id={id}
        name={argumentFieldName(index)}
        className="field"
        aria-invalid={failure !== null}
        aria-describedby={`${id}-type${failure === null ? '' : ` ${id}-error`}`}
        spellCheck={false}
        autoComplete="off"
        maxLength={4_000_000}
        value={field.text}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-type`} className="argument-type clip" title={visibleText(field.type)}>
        {visibleText(field.type)}
      </span>
      {failure === null ? null : (
        <p id={`${id}-error`} className="field-error argument-error">
          {failure.message}
        </p>
      )}
    </div>
  );
}

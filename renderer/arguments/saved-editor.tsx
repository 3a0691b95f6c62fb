import type { ReactNode } from 'react';
import { clippedText } from '../ui/visible-text.ts';
import { useArgumentScope } from './argument-scope.ts';
import { descriptionOf, FieldError } from './field-error.tsx';
import type { Slot } from './slot.ts';

/** Chooses among the saved values. */
export function SavedEditor({ slot, name }: { readonly slot: Slot; readonly name: string }): ReactNode {
  const { saved } = useArgumentScope();
  if (saved.length === 0 && name === '') {
    return <p className="field-help">Nothing is saved yet. Press “Save…” beside a result first.</p>;
  }
  const known = saved.some((value) => value.name === name);
  return (
    <>
      <select
        id={slot.id}
        className="field choice-field"
        aria-label={slot.label}
        aria-invalid={slot.failure !== null}
        aria-describedby={descriptionOf(slot.id, slot.failure)}
        value={name}
        onChange={(event) => slot.onChange(event.target.value === '' ? '' : `$${event.target.value}`)}
      >
        {known ? null : <option value={name}>{name === '' ? 'choose…' : `$${name}, not saved`}</option>}
        {saved.toReversed().map((value) => (
          <option key={value.name} value={value.name} disabled={value.dead !== null}>
            ${value.name} · {clippedText(value.text, 40)} · {clippedText(value.type, 40)}
            {value.dead === null ? '' : ' (dead)'}
          </option>
        ))}
      </select>
      <FieldError id={slot.id} failure={slot.failure} />
    </>
  );
}

import { type ReactNode, useState } from 'react';
import { clippedText } from '../ui/visible-text.ts';
import { asNumber, type EnumType, enumChoice } from './enum-choice.ts';
import { descriptionOf, FieldError } from './field-error.tsx';
import { partSlot, type Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';
import { typeHint } from './type-hint.ts';

const otherNumber = '=';

/** A list of the names with their values, and a field for any other number. */
export function EnumEditor({ slot, type }: { readonly slot: Slot; readonly type: EnumType }): ReactNode {
  const choice = enumChoice(type, slot.text);
  // A constant stays typed while its number is: choosing “another number” must not jump back to it.
  const [typing, setTyping] = useState(false);
  const typed = choice.kind === 'typed' || typing;
  const value = typed ? otherNumber : choice.kind === 'constant' ? choice.name : '';
  return (
    <div className="enum-editor">
      <select
        id={slot.id}
        className="field choice-field"
        aria-label={slot.label}
        aria-invalid={slot.failure !== null && !typed}
        aria-describedby={descriptionOf(slot.id, typed ? null : slot.failure)}
        value={value}
        onChange={(event) => {
          const chosen = event.target.value;
          setTyping(chosen === otherNumber);
          slot.onChange(chosen === otherNumber ? asNumber(type, slot.text) : chosen);
        }}
      >
        <option value="">{slot.optional ? 'left out (0)' : 'choose…'}</option>
        {type.constants.map((constant) => (
          <option key={constant.name} value={constant.name}>
            {clippedText(constant.name, 80)} = {constant.value.toString()}
          </option>
        ))}
        <option value={otherNumber}>another number…</option>
      </select>
      <span id={`${slot.id}-hint`} className="unseen">
        {typeHint(type)}
      </span>
      {typed ? (
        <TextEditor
          slot={{ ...partSlot(slot, '', slot), id: `${slot.id}-number`, label: `${slot.label} number` }}
          hint={typeHint(type)}
        />
      ) : (
        <FieldError id={slot.id} failure={slot.failure} />
      )}
    </div>
  );
}

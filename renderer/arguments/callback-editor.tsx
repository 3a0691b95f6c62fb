import type { ReactNode } from 'react';
import { clippedText } from '../ui/visible-text.ts';
import { FieldError } from './field-error.tsx';
import { ListEditor } from './list-editor.tsx';
import type { PointerForm, PointerType } from './pointer-form.ts';
import type { DrawPart } from './record-editor.tsx';
import type { Slot } from './slot.ts';

/** A recorder in the place of a function: what its first, second, … call returns. */
export function CallbackEditor({
  slot,
  type,
  returns,
  draw,
  onForm,
}: {
  readonly slot: Slot;
  readonly type: PointerType;
  readonly returns: readonly string[];
  readonly draw: DrawPart;
  readonly onForm: (form: PointerForm) => void;
}): ReactNode {
  const result = type.to.kind === 'function' ? type.to.result : type.to;
  const isVoid = result.kind === 'void';
  return (
    <fieldset className="callback-editor" aria-label={slot.label}>
      <p className="field-help">
        {isVoid
          ? 'Each call is logged with its arguments.'
          : `Each call is logged with its arguments and returns ${clippedText(result.spelling, 60)}: the first call the first of these, the last one again for all further calls.`}
      </p>
      {isVoid ? (
        <FieldError id={slot.id} failure={slot.failure} />
      ) : (
        <ListEditor
          slot={{ ...slot, label: `${slot.label}.returns` }}
          of={result}
          items={returns}
          limit={null}
          draw={draw}
          onItems={(items) => onForm({ mode: 'callback', returns: items })}
        />
      )}
    </fieldset>
  );
}

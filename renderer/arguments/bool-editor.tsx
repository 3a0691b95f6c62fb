import { Switch } from 'radix-ui';
import type { ReactNode } from 'react';
import { FieldError } from './field-error.tsx';
import type { Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';
import { typeHint } from './type-hint.ts';

/** A switch; a saved value or a text that is neither true nor false is edited as text. */
export function BoolEditor({ slot }: { readonly slot: Slot }): ReactNode {
  const word = slot.text.trim().toLowerCase();
  if (!['', '0', '1', 'true', 'false'].includes(word)) {
    return <TextEditor slot={slot} hint={typeHint(slot.type)} />;
  }
  const on = word === '1' || word === 'true';
  return (
    <>
      <span className="bool-editor">
        <Switch.Root
          id={slot.id}
          className="switch"
          aria-label={slot.label}
          aria-invalid={slot.failure !== null}
          checked={on}
          onCheckedChange={(checked) => slot.onChange(String(checked))}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <code className="dim" aria-hidden="true">
          {word === '' ? 'not set' : String(on)}
        </code>
      </span>
      <FieldError id={slot.id} failure={slot.failure} />
    </>
  );
}

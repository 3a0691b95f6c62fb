import type { ReactNode } from 'react';
import { assertNever } from '../../electron/contract/failure.ts';
import { BufferEditor } from './buffer-editor.tsx';
import { CallbackEditor } from './callback-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import type { PointerForm, PointerMode, PointerType } from './pointer-form.ts';
import type { DrawPart } from './record-editor.tsx';
import { SavedEditor } from './saved-editor.tsx';
import { partSlot, type Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';
import { typeHint } from './type-hint.ts';

/** What is edited of a pointer, after how it is filled was chosen. */
export function PointerBody({
  slot,
  type,
  form,
  mode,
  draw,
  onForm,
  onType,
}: {
  readonly slot: Slot;
  readonly type: PointerType;
  readonly form: PointerForm;
  /** As shown: `text` also for what an editor would fit. */
  readonly mode: PointerMode;
  readonly draw: DrawPart;
  readonly onForm: (form: PointerForm) => void;
  /** Gets what is typed as text. */
  readonly onType: (text: string) => void;
}): ReactNode {
  const plain = { ...slot, onChange: onType };
  if (mode === 'text')
    return <TextEditor slot={plain} lines hint="JSON, with $in, $out, $inout for new memory." />;
  if (mode === 'saved') return <SavedEditor slot={slot} name={form.mode === 'saved' ? form.name : ''} />;
  switch (form.mode) {
    case 'empty':
    case 'null':
    case 'address':
    case 'text':
      return (
        <TextEditor
          slot={plain}
          lines
          hint={typeHint(type)}
          placeholder={slot.optional && mode === 'empty' ? 'NULL' : mode === 'address' ? '0x…' : ' '}
        />
      );
    case 'saved':
      return <SavedEditor slot={slot} name={form.name} />;
    case 'string':
      return (
        <TextEditor
          slot={slot}
          lines
          hint="Text, passed in UTF-8. NULL passes no text; quotes allow C escapes, as in &quot;a\n&quot;."
          placeholder={slot.optional ? 'NULL' : ' '}
        />
      );
    case 'buffer':
      return <BufferEditor slot={slot} form={form} onForm={onForm} />;
    case 'value':
      return draw(
        partSlot(slot, '', {
          type: type.to,
          text: form.text,
          optional: true,
          onChange: (text) => onForm({ ...form, text }),
        }),
      );
    case 'list':
      return (
        <ListEditor
          slot={slot}
          of={type.to}
          items={form.items}
          limit={null}
          draw={draw}
          onItems={(items) => onForm({ ...form, items })}
        />
      );
    case 'zeroed':
      return (
        <div className="pointer-line">
          <TextEditor
            slot={{
              ...slot,
              label: `${slot.label} elements`,
              text: form.count,
              optional: false,
              onChange: (count) => onForm({ ...form, count }),
            }}
            hint="How many elements there is room for."
          />
          <span className="faint clip">
            × <code>{type.to.spelling}</code>
          </span>
        </div>
      );
    case 'callback':
      return <CallbackEditor slot={slot} type={type} returns={form.returns} draw={draw} onForm={onForm} />;
    case 'symbol':
      return (
        <TextEditor
          slot={{ ...slot, text: form.name, optional: false, onChange: (name) => onForm({ ...form, name }) }}
          hint="Name of a function of this library, as dlsym takes it."
          placeholder="name of a function"
        />
      );
    default:
      return assertNever(form);
  }
}

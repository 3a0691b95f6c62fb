import { type ReactNode, useState } from 'react';
import { BoolEditor } from './bool-editor.tsx';
import { EnumEditor } from './enum-editor.tsx';
import { ListEditor } from './list-editor.tsx';
import { readList, writeList } from './list-form.ts';
import { isCharacters } from './literal-text.ts';
import { PointerEditor } from './pointer-editor.tsx';
import { RecordEditor } from './record-editor.tsx';
import type { Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';
import { typeHint } from './type-hint.ts';

/** The editor that fits the type of a value; `bits` is the width of a bit-field. */
export function drawValue(slot: Slot, bits: number | null = null): ReactNode {
  const { type } = slot;
  switch (type.kind) {
    case 'bool':
      return <BoolEditor slot={slot} />;
    case 'enum':
      return <EnumEditor slot={slot} type={type} />;
    case 'pointer':
      return <PointerEditor slot={slot} type={type} draw={drawValue} />;
    case 'record':
      return <WithText slot={slot} editor={<RecordEditor slot={slot} draw={drawValue} />} />;
    case 'array':
      if (isCharacters(type))
        return <TextEditor slot={slot} lines hint={typeHint(type)} placeholder="empty" />;
      return <ArrayEditor slot={slot} />;
    default:
      return <TextEditor slot={slot} hint={typeHint(type, bits)} />;
  }
}

function ArrayEditor({ slot }: { readonly slot: Slot }): ReactNode {
  const { type } = slot;
  const items = type.kind === 'array' ? readList(type.of, slot.text) : null;
  if (type.kind !== 'array' || items === null) {
    return <TextEditor slot={slot} lines hint="A list, as in [1, 2, 3]; what is left out is zero." />;
  }
  return (
    <WithText
      slot={slot}
      editor={
        <ListEditor
          slot={slot}
          of={type.of}
          items={items}
          limit={type.count > 0 ? type.count : null}
          draw={drawValue}
          onItems={(next) => slot.onChange(writeList(type.of, next))}
        />
      }
    />
  );
}

/** An editor of parts, or the whole of the value as text: to copy it, or to paste another. */
function WithText({ slot, editor }: { readonly slot: Slot; readonly editor: ReactNode }): ReactNode {
  const [asText, setAsText] = useState(false);
  if (slot.bare === true) return editor;
  return (
    <div className="with-text">
      <button
        type="button"
        className="mini-button with-text-toggle"
        aria-pressed={asText}
        aria-label={`Edit ${slot.label} as text`}
        title="The value as text, to copy it or to paste another"
        onClick={() => setAsText(!asText)}
      >
        Text
      </button>
      {asText ? <TextEditor slot={slot} lines hint="JSON; what is left out is zero." /> : editor}
    </div>
  );
}

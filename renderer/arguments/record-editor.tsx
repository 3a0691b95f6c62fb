import { type ReactNode, useState } from 'react';
import { clippedText } from '../ui/visible-text.ts';
import { countOf } from '../wording/quantity.ts';
import { FieldError } from './field-error.tsx';
import { isWide } from './is-wide.ts';
import { type MemberField, memberFields, memberText, readRecord, withMember } from './record-form.ts';
import { isAbout, ownFailure, partSlot, type Slot } from './slot.ts';
import { TextEditor } from './text-editor.tsx';

/** Draws the editor of a part of a value. */
export type DrawPart = (slot: Slot, bits?: number | null) => ReactNode;

// So many members are shown before they are asked for.
const shownMembers = 60;
const openToDepth = 2;

/** A struct or union as one field a member, which opens and closes. */
export function RecordEditor({ slot, draw }: { readonly slot: Slot; readonly draw: DrawPart }): ReactNode {
  const { type, records, text } = slot;
  const record = type.kind === 'record' ? records[type.record] : undefined;
  const fields = record === undefined ? null : memberFields(record, records);
  const members = readRecord(text);
  const [chosen, setOpen] = useState<boolean | null>(null);
  const [all, setAll] = useState(false);
  if (fields === null || members === null)
    return <TextEditor slot={slot} lines hint={recordHint(type.spelling)} />;
  const open = chosen ?? slot.depth < openToDepth;
  const parts = fields.map((field) =>
    partSlot(slot, `.${field.name}`, {
      type: field.type,
      text: memberText(members, field),
      onChange: (typed) => slot.onChange(withMember(members, fields, field, typed)),
    }),
  );
  const shown = all ? parts : parts.slice(0, shownMembers);
  return (
    <fieldset className="record-editor" aria-label={slot.label}>
      <button
        type="button"
        className="record-toggle"
        aria-expanded={open}
        aria-label={`${open ? 'Close' : 'Open'} ${clippedText(slot.label, 80)}`}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{open ? '▾' : '▸'}</span>{' '}
        <span className="faint">{summaryOf(fields, members.length)}</span>
      </button>
      {open
        ? shown.map((part, index) => (
            <PartRow
              key={part.label}
              name={fields[index]?.name ?? ''}
              field={fields[index]}
              slot={part}
              draw={draw}
            />
          ))
        : null}
      {open && shown.length < parts.length ? (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {parts.length} members
        </button>
      ) : null}
      <FieldError id={`${slot.id}-record`} failure={ownFailure(slot, open ? shown : [])} />
    </fieldset>
  );
}

/** A part of a value with its name in front. */
export function PartRow({
  name,
  field,
  slot,
  draw,
  onRemove,
}: {
  readonly name: string;
  readonly field?: MemberField | undefined;
  readonly slot: Slot;
  readonly draw: DrawPart;
  readonly onRemove?: () => void;
}): ReactNode {
  const bits = field?.bits ?? null;
  return (
    <div className={`part ${isWide(slot) ? 'wide' : ''}`} data-faulty={isAbout(slot.failure, slot.label)}>
      <label htmlFor={slot.id} className="part-name clip" title={clippedText(slot.label)}>
        {clippedText(name, 60)}
      </label>
      <div className="part-editor">{draw(slot, bits)}</div>
      <code className="argument-type clip" title={clippedText(slot.type.spelling)}>
        {clippedText(slot.type.spelling, 60)}
        {bits === null ? '' : ` : ${bits}`}
      </code>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove ${clippedText(slot.label, 80)}`}
          onClick={onRemove}
        >
          ×
        </button>
      )}
    </div>
  );
}

function summaryOf(fields: readonly MemberField[], given: number): string {
  const exclusive = fields.length > 0 && fields.every(({ choices }) => choices.length > 0);
  const kind = exclusive ? 'of one member at most' : `of ${countOf(fields.length, 'member')}`;
  return given === 0 ? `all zero, ${kind}` : `${given} given, ${kind}`;
}

function recordHint(spelling: string): string {
  return `${spelling} as in {"x": 1, "y": 2}; members left out are zero.`;
}

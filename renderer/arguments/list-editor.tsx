import { type ReactNode, useState } from 'react';
import type { CType } from '../../electron/contract/prototype.ts';
import { formatCount } from '../wording/quantity.ts';
import { FieldError } from './field-error.tsx';
import { withItem, withoutItem } from './list-form.ts';
import { type DrawPart, PartRow } from './record-editor.tsx';
import { ownFailure, partSlot, type Slot } from './slot.ts';

// So many rows are shown before they are asked for; long lists are pasted as text.
const shownRows = 40;

/** The elements of an array or a list, one row each, to be added and removed. */
export function ListEditor({
  slot,
  of,
  items,
  limit,
  onItems,
  draw,
}: {
  readonly slot: Slot;
  readonly of: CType;
  readonly items: readonly string[];
  /** The most elements there can be, or null. */
  readonly limit: number | null;
  readonly onItems: (items: readonly string[]) => void;
  readonly draw: DrawPart;
}): ReactNode {
  const [rows, setRows] = useState(shownRows);
  const parts = items.slice(0, rows).map((text, index) =>
    partSlot(slot, `[${index}]`, {
      type: of,
      text,
      optional: false,
      onChange: (typed) => onItems(withItem(items, index, typed)),
    }),
  );
  const full = limit !== null && items.length >= limit;
  return (
    <fieldset className="list-editor" aria-label={slot.label}>
      {parts.map((part, index) => (
        <PartRow
          key={part.label}
          name={`[${index}]`}
          slot={part}
          draw={draw}
          onRemove={() => onItems(withoutItem(items, index))}
        />
      ))}
      {items.length > rows ? (
        <button type="button" className="link" onClick={() => setRows(rows * 4)}>
          Show more of {formatCount(items.length)} elements
        </button>
      ) : null}
      <div className="list-foot">
        <button
          type="button"
          className="mini-button"
          aria-disabled={full}
          aria-label={`Add an element to ${slot.label}`}
          onClick={() => {
            if (full) return;
            setRows(Math.max(rows, items.length + 1));
            onItems([...items, '']);
          }}
        >
          Add
        </button>
        <span className="faint">{footText(items.length, limit)}</span>
      </div>
      <FieldError id={`${slot.id}-list`} failure={ownFailure(slot, parts)} />
    </fieldset>
  );
}

function footText(count: number, limit: number | null): string {
  if (limit === null) return count === 0 ? 'no elements yet' : '';
  if (count === 0) return `all ${formatCount(limit)} zero`;
  return count < limit ? `the other ${formatCount(limit - count)} of ${formatCount(limit)} are zero` : '';
}

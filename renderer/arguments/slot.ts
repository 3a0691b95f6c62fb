import type { Failure } from '../../electron/contract/failure.ts';
import type { CType, RecordType } from '../../electron/contract/prototype.ts';

/** One value to edit: an argument, or a part of one. Its text is written as the argument itself would be. */
export interface Slot {
  /** Id of the element that a visible label is for. */
  readonly id: string;
  /** Path that names the value everywhere: `config.items[2].x`. */
  readonly label: string;
  readonly type: CType;
  readonly records: readonly RecordType[];
  readonly text: string;
  /** What is wrong in this value or a part of it, or null. */
  readonly failure: Failure | null;
  /** Of a part: nothing typed leaves it zero. */
  readonly optional: boolean;
  /** 0 for an argument, one more for each struct or list around. */
  readonly depth: number;
  /** True where a pointer around it has the switch to text. */
  readonly bare?: boolean;
  readonly onChange: (text: string) => void;
}

/** The value below `slot` that `step` leads to: `.x` or `[2]`; empty for what a pointer points to. */
export function partSlot(
  slot: Slot,
  step: string,
  part: Pick<Slot, 'type' | 'text' | 'onChange'> & { readonly optional?: boolean },
): Slot {
  const label = `${slot.label}${step}`;
  return {
    id: step === '' ? slot.id : `${slot.id}${step}`,
    label,
    records: slot.records,
    failure: step === '' || isAbout(slot.failure, label) ? slot.failure : null,
    depth: step === '' ? slot.depth : slot.depth + 1,
    optional: part.optional ?? true,
    bare: step === '',
    type: part.type,
    text: part.text,
    onChange: part.onChange,
  };
}

/** True when the failure is about the value of that label or a part of it. */
export function isAbout(failure: Failure | null, label: string): boolean {
  const place = failure?.argument;
  if (place === undefined || !place.startsWith(label)) return false;
  const next = place[label.length];
  return next === undefined || next === '.' || next === '[';
}

/** The failure of `slot` unless one of its parts in view shows it. */
export function ownFailure(slot: Slot, parts: readonly Slot[]): Failure | null {
  return parts.some((part) => part.failure !== null) ? null : slot.failure;
}

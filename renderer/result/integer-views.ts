import type { ShownValue } from '../../electron/contract/shown-value.ts';
import { integerViews as viewsOfBits } from '../../electron/ctypes/integer-views.ts';

/** One way to write the same number. */
export interface IntegerView {
  readonly label: string;
  readonly text: string;
}

const none: readonly IntegerView[] = [];

/** An integer as it is told, in decimal, hexadecimal, binary and as a character; nothing for other values. */
export function integerViews(value: ShownValue): readonly IntegerView[] {
  const { hex, pointsTo, children, text } = value;
  const views = hex === null || pointsTo !== null || children.length > 0 ? null : viewsOfBits(hex, 8);
  if (views === null) return none;
  const decimal = decimalOf(value) ?? views.unsigned;
  return [
    ...(text === decimal ? [] : [{ label: 'Value', text }]),
    { label: 'Decimal', text: decimal },
    { label: 'Hex', text: views.hex },
    { label: 'Binary', text: views.binary },
    ...(views.character === null ? [] : [{ label: 'Character', text: views.character }]),
  ];
}

/** The sign is in the decimal number that the value is told with: `-1`, `'a' (97)`, `RED (2)`, or its JSON. */
function decimalOf({ text, json }: ShownValue): string | null {
  const told = /^-?\d+$/.exec(text)?.[0] ?? /\((-?\d+)\)$/.exec(text)?.[1];
  return told ?? /^"?(-?\d+)"?$/.exec(json ?? '')?.[1] ?? null;
}

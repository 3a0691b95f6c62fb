import type { ShownValue } from '../../electron/contract/session-state.ts';

/** One way to write the same number. */
export interface IntegerView {
  readonly label: string;
  readonly text: string;
}

const none: readonly IntegerView[] = [];

/** An integer as it is told, in decimal, hexadecimal, binary and as a character; nothing for other values. */
export function integerViews(value: ShownValue): readonly IntegerView[] {
  const { hex, pointsTo, children, text } = value;
  if (hex === null || pointsTo !== null || children.length > 0) return none;
  if (!/^0x[0-9a-f]{1,16}$/i.test(hex)) return none;
  const bits = (hex.length - 2) * 4;
  const unsigned = BigInt(hex);
  const decimal = decimalOf(value) ?? unsigned.toString();
  const character = characterOf(unsigned);
  return [
    ...(text === decimal ? [] : [{ label: 'Value', text }]),
    { label: 'Decimal', text: decimal },
    { label: 'Hex', text: hex },
    { label: 'Binary', text: grouped(unsigned.toString(2).padStart(bits, '0')) },
    ...(character === null ? [] : [{ label: 'Character', text: character }]),
  ];
}

/** The sign is in the decimal number that the value is told with: `-1`, `'a' (97)`, `RED (2)`, or its JSON. */
function decimalOf({ text, json }: ShownValue): string | null {
  const told = /^-?\d+$/.exec(text)?.[0] ?? /\((-?\d+)\)$/.exec(text)?.[1];
  return told ?? /^"?(-?\d+)"?$/.exec(json ?? '')?.[1] ?? null;
}

function grouped(binary: string): string {
  return `0b${binary.replace(/(?=(?:.{8})+$)(?!^)/g, '_')}`;
}

const escapes: Readonly<Record<number, string>> = {
  0: '\\0',
  9: '\\t',
  10: '\\n',
  13: '\\r',
  39: "\\'",
  92: '\\\\',
};

function characterOf(value: bigint): string | null {
  if (value > 0x10ffffn || (value >= 0xd800n && value <= 0xdfffn)) return null;
  const code = Number(value);
  const escaped = escapes[code];
  if (escaped !== undefined) return `'${escaped}'`;
  const character = String.fromCodePoint(code);
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character) ? `'${character}'` : null;
}

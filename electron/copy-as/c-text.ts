/** A string literal of C with these bytes: printable UTF-8 as it is, everything else in octal (C17, 6.4.5). */
export function cString(text: string): string {
  return `"${[...text].map(cCharacter).join('').replaceAll('??', '?\\?')}"`;
}

/** A string literal of printable ASCII and octal escapes, for bytes of any kind. */
export function cBytes(bytes: Uint8Array): string {
  const characters = [...bytes].map((byte) =>
    byte < 0x80 ? cCharacter(String.fromCharCode(byte)) : octal(byte),
  );
  return `"${characters.join('').replaceAll('??', '?\\?')}"`;
}

const simple: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

function cCharacter(character: string): string {
  const escaped = simple.get(character);
  if (escaped !== undefined) return escaped;
  if (isPlain(character)) return character;
  return [...new TextEncoder().encode(character)].map(octal).join('');
}

/** True for what looks like itself in a program: no controls, nothing invisible or that turns the direction of text. */
export function isPlain(character: string): boolean {
  return character === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
}

/** Three digits, so that any digit can follow. */
function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}

/** True when the bytes are UTF-8 that a reader of the program can read. */
export function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return [...text].every((character) => isPlain(character) || simple.has(character));
  } catch {
    return false;
  }
}

/** An integer constant whose type holds the value; the smallest one cannot be written as such (C17, 6.4.4.1). */
export function cInteger(value: bigint): string {
  if (value === -(2n ** 63n)) return '(-9223372036854775807LL - 1)';
  if (value === -(2n ** 31n)) return '(-2147483647 - 1)';
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return String(value);
  if (value >= 0n && value < 2n ** 32n) return `${value}U`;
  return value < 2n ** 63n ? `${value}LL` : `${value}ULL`;
}

/** A floating constant that is exactly the value; NAN and INFINITY need math.h. */
export function cFloat(value: number, bits: 32 | 64): string {
  if (Number.isNaN(value)) return 'NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'INFINITY' : '-INFINITY';
  const digits = Object.is(value, -0) ? '-0' : String(value);
  const constant = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return bits === 32 ? `${constant}f` : constant;
}

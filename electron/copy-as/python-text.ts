import { isPlain, isText } from './c-text.ts';

/** A string literal of Python: printable characters as they are, everything else escaped. */
export function pythonString(text: string): string {
  return `'${[...text].map(character).join('')}'`;
}

/** A bytes literal, from text that is encoded as UTF-8 where a reader can read it. */
export function pythonBytes(bytes: Uint8Array): string {
  if (bytes.some((byte) => byte > 0x7f) && isText(bytes)) {
    return `${pythonString(new TextDecoder().decode(bytes))}.encode()`;
  }
  const characters = [...bytes].map((byte) =>
    byte < 0x7f ? character(String.fromCharCode(byte)) : `\\x${byte.toString(16)}`,
  );
  return `b'${characters.join('')}'`;
}

function character(value: string): string {
  if (value === '\\' || value === "'") return `\\${value}`;
  if (value === '\n') return '\\n';
  if (value === '\t') return '\\t';
  if (isPlain(value)) return value;
  const code = value.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** An expression that is the float. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "float('nan')";
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "float('-inf')";
  const digits = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

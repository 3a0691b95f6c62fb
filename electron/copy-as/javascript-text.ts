import { isPlain } from './c-text.ts';

/** A string literal of JavaScript: printable characters as they are, everything else escaped. */
export function javaScriptString(text: string): string {
  return `'${[...text].map(character).join('')}'`;
}

function character(value: string): string {
  if (value === '\\' || value === "'") return `\\${value}`;
  if (value === '\n') return '\\n';
  if (value === '\t') return '\\t';
  if (isPlain(value)) return value;
  return `\\u{${(value.codePointAt(0) ?? 0).toString(16)}}`;
}

/** A number where that is exact, else a bigint. */
export function javaScriptInteger(value: bigint): string {
  return Number.isSafeInteger(Number(value)) ? String(value) : `${value}n`;
}

export function javaScriptFloat(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return String(value);
}

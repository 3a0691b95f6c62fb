/** A string and the offset behind its closing quotation mark, or where and why it is not one. */
type FoundString =
  | { readonly ok: true; readonly value: string; readonly end: number }
  | { readonly ok: false; readonly at: number; readonly reason: string };

const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  "'": "'",
  '?': '?',
  0: '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** Reads the string whose quotation mark opens at `start`: the escapes of JSON (RFC 8259, section 7), and those of C for characters; a byte that is no character is left to `$hex`. */
export function readLiteralString(text: string, start: number): FoundString {
  const plain = /[^"\\]*/suy;
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    plain.lastIndex = at;
    const run = plain.exec(text)?.[0] ?? '';
    parts.push(run);
    at += run.length;
    if (at >= text.length) return { ok: false, at: start, reason: 'the quotation mark is not closed' };
    if (text[at] === '"') return { ok: true, value: parts.join(''), end: at + 1 };
    const escaped = readEscape(text, at + 1);
    if (typeof escaped === 'string') return { ok: false, at, reason: escaped };
    parts.push(escaped.value);
    at = escaped.end;
  }
}

/** What stands behind a backslash, or the reason why it means nothing. */
function readEscape(text: string, at: number): { readonly value: string; readonly end: number } | string {
  const mark = text[at];
  if (mark === undefined) return 'a backslash at the end escapes nothing';
  const simple = simpleEscapes[mark];
  if (simple !== undefined && Object.hasOwn(simpleEscapes, mark)) return { value: simple, end: at + 1 };
  const digits = { x: 2, u: 4, U: 8 }[mark];
  const hex = digits === undefined ? '' : text.slice(at + 1, at + 1 + digits);
  if (digits === undefined || hex.length < digits || !/^[0-9a-f]+$/i.test(hex))
    return `\\${mark} is not an escape of JSON`;
  const code = Number.parseInt(hex, 16);
  if (mark === 'x' && code > 0x7f) return `\\x${hex} is no character; give bytes with {"$hex": "${hex}"}`;
  if (code > 0x10ffff) return `\\U${hex} is not a character`;
  // A pair of \u escapes makes one character by itself, because both are UTF-16 code units.
  const value = mark === 'u' ? String.fromCharCode(code) : String.fromCodePoint(code);
  return { value, end: at + 1 + digits };
}

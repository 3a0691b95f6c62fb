import { accept, type Encoded, refuse } from './encoded.ts';
import { readLiteralString } from './literal-string.ts';

/**
 * A value of the argument language, a superset of JSON: what is neither list, object nor string is a word that keeps
 * its source text, so that numbers stay exact: `12`, `0xff`, `1e-3`, `NULL`, `true`, `'a'`, `RED|BLUE`, `$name`.
 */
export type Literal =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Literal])[] };

/** The longest text that is read, in UTF-16 code units. */
export const maximumLiteralLength = 4 * 1024 * 1024;
const maximumDepth = 64;

/** Where the reading stands; every read begins at `at` and moves it. */
interface Cursor {
  readonly text: string;
  at: number;
}

/**
 * Reads one value in linear time. Keys may stand without quotes; strings take the escapes of JSON and C. The reason of
 * a refusal begins with the place, `at character 5`, counted from 1.
 */
export function readLiteral(text: string): Encoded<Literal> {
  if (text.length > maximumLiteralLength)
    return refuse(`${text.length} characters are too long; ${maximumLiteralLength} are read`);
  const cursor: Cursor = { text, at: 0 };
  const literal = readValue(cursor, 0);
  if (!literal.ok) return literal;
  skipBlanks(cursor);
  if (cursor.at < text.length) return refuseHere(cursor, `${seen(cursor)} after the end of the value`);
  return literal;
}

function readValue(cursor: Cursor, depth: number): Encoded<Literal> {
  skipBlanks(cursor);
  const mark = cursor.text[cursor.at];
  if (mark === '"') {
    const value = readString(cursor);
    return value.ok ? accept({ kind: 'string', value: value.value }) : value;
  }
  if (mark !== '[' && mark !== '{') return readWord(cursor);
  if (depth >= maximumDepth)
    return refuseHere(cursor, `more than ${maximumDepth} lists or objects in another`);
  cursor.at += 1;
  return mark === '[' ? readList(cursor, depth + 1) : readObject(cursor, depth + 1);
}

function readList(cursor: Cursor, depth: number): Encoded<Literal> {
  const items: Literal[] = [];
  if (take(cursor, ']')) return accept({ kind: 'list', items });
  for (;;) {
    const item = readValue(cursor, depth);
    if (!item.ok) return item;
    items.push(item.value);
    if (take(cursor, ']')) return accept({ kind: 'list', items });
    if (!take(cursor, ',')) return refuseHere(cursor, `"," or "]" is expected, not ${seen(cursor)}`);
  }
}

function readObject(cursor: Cursor, depth: number): Encoded<Literal> {
  const entries: (readonly [string, Literal])[] = [];
  const names = new Set<string>();
  if (take(cursor, '}')) return accept({ kind: 'object', entries });
  for (;;) {
    skipBlanks(cursor);
    const start = cursor.at;
    const name = readKey(cursor);
    if (!name.ok) return name;
    if (names.has(name.value)) return refuseAt(start, `${JSON.stringify(name.value)} is given twice`);
    names.add(name.value);
    if (!take(cursor, ':')) return refuseHere(cursor, `":" is expected, not ${seen(cursor)}`);
    const value = readValue(cursor, depth);
    if (!value.ok) return value;
    entries.push([name.value, value.value]);
    if (take(cursor, '}')) return accept({ kind: 'object', entries });
    if (!take(cursor, ',')) return refuseHere(cursor, `"," or "}" is expected, not ${seen(cursor)}`);
  }
}

function readKey(cursor: Cursor): Encoded<string> {
  if (cursor.text[cursor.at] === '"') return readString(cursor);
  const name = match(cursor, /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy);
  if (name === null) return refuseHere(cursor, `a name is expected, not ${seen(cursor)}`);
  return accept(name);
}

function readString(cursor: Cursor): Encoded<string> {
  const found = readLiteralString(cursor.text, cursor.at);
  if (!found.ok) return refuseAt(found.at, found.reason);
  cursor.at = found.end;
  return accept(found.value);
}

/** Names joined by `|` are one word, blanks around it or not. */
function readWord(cursor: Cursor): Encoded<Literal> {
  const start = cursor.at;
  do {
    const before = cursor.at;
    while (match(cursor, /'(?:[^'\\]|\\.){1,12}'|::|[^\s,[\]{}:"'|]+/suy) !== null);
    if (cursor.at === before) return refuseHere(cursor, `a value is expected, not ${seen(cursor)}`);
  } while (match(cursor, /\s*\|\s*/uy) !== null);
  return accept({ kind: 'word', text: cursor.text.slice(start, cursor.at) });
}

function match(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0] ?? null;
  cursor.at += found?.length ?? 0;
  return found;
}

function skipBlanks(cursor: Cursor): void {
  match(cursor, /\s*/uy);
}

function take(cursor: Cursor, mark: string): boolean {
  skipBlanks(cursor);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at += 1;
  return true;
}

function seen(cursor: Cursor): string {
  const character = cursor.text.codePointAt(cursor.at);
  return character === undefined ? 'the end' : JSON.stringify(String.fromCodePoint(character));
}

function refuseHere(cursor: Cursor, reason: string) {
  return refuseAt(cursor.at, reason);
}

function refuseAt(at: number, reason: string) {
  return refuse(`at character ${at + 1}: ${reason}`);
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Writes a value as JSON on one line: NULL and nullptr as null, other words that JSON does not know in quotes; reading it again means the same. */
export function writeLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'word':
      return writeWord(literal.text);
    case 'string':
      return JSON.stringify(literal.value);
    case 'list':
      return `[${literal.items.map(writeLiteral).join(', ')}]`;
    case 'object': {
      const entries = literal.entries.map(
        ([name, value]) => `${JSON.stringify(name)}: ${writeLiteral(value)}`,
      );
      return `{${entries.join(', ')}}`;
    }
  }
}

function writeWord(text: string): string {
  if (text === 'NULL' || text === 'nullptr') return 'null';
  if (text === 'true' || text === 'false' || text === 'null' || jsonNumber.test(text)) return text;
  return JSON.stringify(text);
}

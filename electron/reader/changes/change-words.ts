import type {
  BuildChangeFact,
  BuildChangeKind,
  ChangeSeverity,
  ChangeSides,
} from '../../contract/build-changes.ts';

/** Names of templates reach many thousand characters, which no sentence needs. */
const nameLength = 160;
/** What stands in each build has room for more: there it is told which is which. */
const sideLength = 1000;

/** A name as a sentence shows it: overloads differ at the end, so both ends stay. */
export function shortened(name: string): string {
  return cutInMiddle(name, nameLength);
}

/** A name as it stands in one of two builds, side by side. */
export function sideText(name: string): string {
  return cutInMiddle(name, sideLength);
}

function cutInMiddle(name: string, length: number): string {
  if (name.length <= length) return name;
  const head = Math.ceil((length - 1) / 2);
  return `${name.slice(0, head)}…${name.slice(1 + head - length)}`;
}

/** `1 byte`, `24 bytes`. */
export function bytesText(size: bigint | number): string {
  return `${size} ${BigInt(size) === 1n ? 'byte' : 'bytes'}`;
}

/** `a`, `a and b`, `a, b and 7 more`. */
export function listText(items: readonly string[], shown = 3): string {
  if (items.length > shown) return `${items.slice(0, shown).join(', ')} and ${items.length - shown} more`;
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** A text of the file, or the words for its absence. */
export function givenText(value: string | null): string {
  return value === null ? 'none' : shortened(value);
}

interface FactParts {
  readonly subject?: string;
  readonly symbols?: readonly string[];
  readonly sides?: ChangeSides | null;
}

/** One change; its symbols are sorted, each once. */
export function makeFact(
  kind: BuildChangeKind,
  severity: ChangeSeverity,
  sentence: string,
  { subject = '', symbols = [], sides = null }: FactParts = {},
): BuildChangeFact {
  const sorted = [...new Set(symbols)].sort();
  return { kind, severity, subject, symbols: sorted, symbolCount: sorted.length, sentence, sides };
}

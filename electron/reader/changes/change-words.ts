import type {
  BuildChangeFact,
  BuildChangeKind,
  ChangeSeverity,
  ChangeSides,
} from '../../contract/build-changes.ts';

/** Names of templates reach many thousand characters, which no sentence needs. */
const nameLength = 160;

/** A name as a sentence shows it. */
export function shortened(name: string): string {
  return name.length <= nameLength ? name : `${name.slice(0, nameLength)}…`;
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

import type { ResultValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { showValue } from './show-value.ts';

/** A result as people read it. */
export interface FormattedResult {
  /** Exact; of an integer, float, bool or whole string it can be typed in again as an argument. */
  readonly text: string;
  /** The bits of an integer in the width of its type, or the address of a string; null where the text says it all. */
  readonly hex: string | null;
  readonly type: string;
}

/** Writes a result exactly: integers in decimal, characters as `'a' (97)`, pointers as 0x…, strings in quotes with escapes, trees in their short form. */
export function formatResult(
  type: CType,
  value: ResultValue,
  records: readonly RecordType[] = [],
): FormattedResult {
  const shown = showValue({ type, records }, value, { name: null, at: null });
  const hex = shown.pointsTo === shown.text ? null : (shown.hex ?? shown.pointsTo);
  return { text: shown.text, hex, type: shown.type };
}

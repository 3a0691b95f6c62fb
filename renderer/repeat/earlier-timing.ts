import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { Timing } from '../../electron/contract/runner-protocol.ts';
import { sameInput } from '../call/call-text.ts';

/** A measurement of an earlier build. */
export interface EarlierTiming {
  readonly generation: number;
  readonly timing: Timing;
}

/** The newest measurement of the same call with an earlier generation, or null; records are newest first. */
export function earlierTiming(records: readonly CallRecord[], record: CallRecord): EarlierTiming | null {
  for (const candidate of records) {
    const { outcome, generation, input } = candidate;
    if (generation >= record.generation || outcome.kind !== 'returned' || outcome.timing === null) continue;
    if (sameInput(input, record.input)) return { generation, timing: outcome.timing };
  }
  return null;
}

/** `12% faster`, `1.4 times as slow`, `about the same`: a figure against an earlier one. */
export function comparedWith(medianNs: number, earlierNs: number): string {
  if (earlierNs === 0 || medianNs === 0) return '';
  const ratio = medianNs / earlierNs;
  if (ratio > 0.97 && ratio < 1.03) return 'about the same';
  if (ratio >= 2) return `${ratio.toFixed(1)} times as slow`;
  if (ratio <= 0.5) return `${(1 / ratio).toFixed(1)} times as fast`;
  const percent = Math.round(Math.abs(1 - ratio) * 100);
  return ratio < 1 ? `${percent}% faster` : `${percent}% slower`;
}

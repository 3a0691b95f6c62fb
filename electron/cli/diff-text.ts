import { type BuildChanges, changeSeverities, type SeverityCounts } from '../contract/build-changes.ts';
import { visible } from './visible-text.ts';

const headings = { breaking: 'Breaking', risky: 'Risky', compatible: 'Compatible' } as const;
/** A sentence names a few types, and names of templates are long. */
const sentenceLength = 2000;

/** A line that sums up, then the sentences by severity. */
export function diffText(
  { before, after }: { readonly before: string; readonly after: string },
  { changes, counts }: BuildChanges,
): string {
  const lines = [`${visible(before)} → ${visible(after)}: ${summaryText(counts)}`];
  for (const severity of changeSeverities) {
    const listed = changes.filter((change) => change.severity === severity);
    if (listed.length === 0) continue;
    lines.push('', `${headings[severity]}:`);
    lines.push(...listed.map(({ sentence }) => `  ${visible(sentence, sentenceLength)}`));
    const rest = counts[severity] - listed.length;
    if (rest > 0) lines.push(`  … and ${rest} more`);
  }
  return `${lines.join('\n')}\n`;
}

function summaryText(counts: BuildChanges['counts']): string {
  const total = changeSeverities.reduce((sum, severity) => sum + counts[severity], 0);
  if (total === 0) return 'nothing changed that programs could notice.';
  return `${total === 1 ? '1 change' : `${total} changes`}: ${countsText(counts)}.`;
}

/** `1 breaking, 2 compatible`. */
export function countsText(counts: SeverityCounts): string {
  return changeSeverities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
    .join(', ');
}

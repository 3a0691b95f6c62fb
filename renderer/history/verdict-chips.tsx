import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { type Verdict, verdicts } from '../../electron/contract/history-entry.ts';
import { Shape } from '../ui/shape.tsx';
import { formatCount } from '../wording/quantity.ts';
import { verdictSigns } from '../wording/verdict-wording.ts';

/** A toggle for each verdict that occurs; none pressed means all. */
export function VerdictChips({
  occurring,
  counts,
  chosen,
  onChange,
}: {
  readonly occurring: ReadonlySet<Verdict>;
  /** Of the entries that match the text. */
  readonly counts: ReadonlyMap<Verdict, number>;
  readonly chosen: readonly Verdict[];
  readonly onChange: (chosen: readonly Verdict[]) => void;
}): ReactNode {
  const offered = verdicts.filter((verdict) => occurring.has(verdict) || chosen.includes(verdict));
  return (
    <ToggleGroup.Root
      type="multiple"
      className="verdict-chips"
      aria-label="Verdicts to show"
      value={[...chosen]}
      onValueChange={(values) => onChange(verdicts.filter((verdict) => values.includes(verdict)))}
    >
      {offered.map((verdict) => {
        const { tone, shape, label, meaning } = verdictSigns[verdict];
        return (
          <ToggleGroup.Item
            key={verdict}
            value={verdict}
            className="verdict-chip"
            title={`${label}: ${meaning}`}
          >
            <Shape shape={shape} tone={tone} /> <span className="verdict-chip-label">{label}</span>{' '}
            <span className="faint">{formatCount(counts.get(verdict) ?? 0)}</span>
          </ToggleGroup.Item>
        );
      })}
    </ToggleGroup.Root>
  );
}

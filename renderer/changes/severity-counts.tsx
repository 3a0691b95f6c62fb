import type { ReactNode } from 'react';
import { changeSeverities, type SeverityCounts } from '../../electron/contract/build-changes.ts';
import { Shape } from '../ui/shape.tsx';
import { severitySigns } from '../wording/change-wording.ts';
import { formatCount } from '../wording/quantity.ts';

/** How many changes there are of each severity, the worst first; those of which there are none are left out. */
export function SeverityCountList({ counts }: { readonly counts: SeverityCounts }): ReactNode {
  return changeSeverities.map((severity) => {
    if (counts[severity] === 0) return null;
    const { tone, shape, label, meaning } = severitySigns[severity];
    return (
      <span key={severity} className={`severity tone-${tone}`} title={meaning}>
        <Shape shape={shape} tone={tone} /> {formatCount(counts[severity])} {label}
      </span>
    );
  });
}

import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeStale } from '../wording/freshness-wording.ts';

/** What of an older build is still in use, while the badge beside it has something else to say. */
export function StaleBadge({ library }: { readonly library: LibraryState }): ReactNode {
  const stale = library.generation?.stale ?? null;
  if (stale === null || library.freshness.kind === 'same') return null;
  const { tone, shape, label, meaning } = describeStale(stale);
  return (
    <Hint text={clippedText(meaning, 900)}>
      <button type="button" className={`badge tone-${tone}`} aria-label={`Still in use: ${label}`}>
        <Shape shape={shape} tone={tone} />
        <span className="clip">{label}</span>
      </button>
    </Hint>
  );
}

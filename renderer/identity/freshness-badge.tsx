import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeFreshness } from '../wording/freshness-wording.ts';

/** “Am I running the new code?”, answered in one place. */
export function FreshnessBadge({ library }: { readonly library: LibraryState }): ReactNode {
  const sign = describeFreshness(library);
  return (
    <Hint text={clippedText(sign.meaning, 900)}>
      {/* The badge takes the focus so that its explanation is reachable by keyboard. */}
      <button
        type="button"
        className={`badge tone-${sign.tone}`}
        data-freshness={library.freshness.kind}
        aria-label={`Freshness: ${sign.label}`}
      >
        <Shape shape={sign.shape} tone={sign.tone} />
        <span className="clip">{sign.label}</span>
      </button>
    </Hint>
  );
}

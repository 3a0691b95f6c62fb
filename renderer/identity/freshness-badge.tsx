import type { ReactNode } from 'react';
import type { Freshness, LibraryState } from '../../electron/contract/session-state.ts';
import { updateSettings } from '../state/intents.ts';
import { currentState, dispatch } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { explainFailure } from '../wording/failure-wording.ts';
import { describeFreshness } from '../wording/freshness-wording.ts';
import { entryThatSaysWhy } from './entry-that-says-why.ts';

/** “Am I running the new code?”, answered in one place; a press opens the entry of the reload history that says why. */
export function FreshnessBadge({ library }: { readonly library: LibraryState }): ReactNode {
  const sign = describeFreshness(library);
  const words = [sign.meaning, causeOf(library.freshness), 'A press shows it in the reload history.'];
  return (
    <Hint text={clippedText(words.filter((word) => word !== '').join(' '), 1400)}>
      <button
        type="button"
        className={`badge tone-${sign.tone}`}
        data-freshness={library.freshness.kind}
        aria-label={`Freshness: ${sign.label}`}
        onClick={() => showEntry(library)}
      >
        <Shape shape={sign.shape} tone={sign.tone} />
        <span className="clip">{sign.label}</span>
      </button>
    </Hint>
  );
}

/** What the failure means, with the names that the loader told. */
function causeOf(freshness: Freshness): string {
  if (freshness.kind === 'not-loaded') return explainFailure(freshness.failure).meaning;
  if (freshness.kind !== 'older' || freshness.failure.code === 'went-back') return '';
  return explainFailure(freshness.failure).meaning;
}

function showEntry(library: LibraryState): void {
  const row = entryThatSaysWhy(library, currentState().snapshot?.history[library.id] ?? []);
  updateSettings({ dockTab: 'history' });
  if (row !== null) dispatch({ type: 'page:entry-wanted', libraryId: library.id, entryId: row.id });
}

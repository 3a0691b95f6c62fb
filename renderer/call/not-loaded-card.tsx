import type { ReactNode } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { describeFreshness } from '../wording/freshness-wording.ts';
import { FailureCard } from './failure-card.tsx';
import { FaultCard } from './fault-card.tsx';

/** Why nothing can be called right now; nothing while something can. */
export function NotLoadedCard({ library }: { readonly library: LibraryState }): ReactNode {
  const { freshness } = library;
  switch (freshness.kind) {
    case 'not-loaded':
      return <FailureCard failure={freshness.failure} title="Not loaded, so it can only be looked at" />;
    case 'crashed':
      return <FaultCard fault={freshness.fault} library={library} />;
    case 'released':
    case 'missing':
      return library.generation === null ? (
        <p className="call-note">{describeFreshness(library).meaning}</p>
      ) : null;
    default:
      return null;
  }
}

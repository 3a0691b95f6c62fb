import type { ReactNode } from 'react';
import { CallPane } from '../call/call-pane.tsx';
import { GuideBand } from '../guide/guide-band.tsx';
import { IdentityBar } from '../identity/identity-bar.tsx';
import { InMainWarning } from '../identity/in-main-warning.tsx';
import { SymbolPane } from '../symbols/symbol-pane.tsx';
import { libraryPanelId, tabIdOf } from '../tabs/tab-ids.ts';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { PanelPair } from '../ui/panel-group.tsx';
import { Dock } from './dock.tsx';

// In a low window the result must not lie below the edge of the call form.
const lowWindow = 700;

/** Everything about the library in front. */
export function LibraryView({ libraryId }: { readonly libraryId: string }): ReactNode {
  return (
    <div className="library-view" role="tabpanel" id={libraryPanelId} aria-labelledby={tabIdOf(libraryId)}>
      <IdentityBar libraryId={libraryId} />
      <InMainWarning libraryId={libraryId} />
      <GuideBand libraryId={libraryId} />
      <div className="library-panels">
        <PanelPair
          name="rows"
          orientation="vertical"
          sizes={window.innerHeight < lowWindow ? [69, 31] : [66, 34]}
          minimums={[120, 70]}
          first={
            <PanelPair
              name="columns"
              orientation="horizontal"
              sizes={[58, 42]}
              minimums={[240, 260]}
              first={
                <ErrorBoundary part="the symbol list">
                  <SymbolPane libraryId={libraryId} />
                </ErrorBoundary>
              }
              second={
                <ErrorBoundary part="the call form">
                  <CallPane libraryId={libraryId} />
                </ErrorBoundary>
              }
            />
          }
          second={
            <ErrorBoundary part="the lower panel">
              <Dock libraryId={libraryId} />
            </ErrorBoundary>
          }
        />
      </div>
    </div>
  );
}

import { Tooltip } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { Dialogs } from '../help/dialogs.tsx';
import { activeLibrary } from '../state/page-state.ts';
import { useSelector } from '../state/store.ts';
import { LibraryTabs } from '../tabs/library-tabs.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { announceReady } from './announce-ready.ts';
import { DropTarget } from './drop-target.tsx';
import { LibraryView } from './library-view.tsx';
import { Notices } from './notices.tsx';
import { SandboxBar } from './sandbox-bar.tsx';
import { StatusBar } from './status-bar.tsx';
import { Welcome } from './welcome.tsx';
import './window.css';

/** The whole window, from the tabs at the top to the status bar. */
export function Window(): ReactNode {
  const ready = useSelector((state) => state.snapshot !== null);
  const libraryId = useSelector((state) => activeLibrary(state)?.id ?? null);
  useEffect(() => {
    if (ready) announceReady();
  }, [ready]);
  if (!ready) return null;
  return (
    <Tooltip.Provider delayDuration={450}>
      <div className="window">
        <SandboxBar />
        <LibraryTabs />
        <main className="window-main">
          <ErrorBoundary part="this library's view" key={libraryId}>
            {libraryId === null ? <Welcome /> : <LibraryView libraryId={libraryId} />}
          </ErrorBoundary>
        </main>
        <StatusBar />
      </div>
      <DropTarget />
      <Notices />
      <Dialogs />
    </Tooltip.Provider>
  );
}

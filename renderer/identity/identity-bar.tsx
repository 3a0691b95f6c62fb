import type { ReactNode } from 'react';
import { BuildButton } from '../build/build-button.tsx';
import { releaseLibrary, reloadLibrary } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { Hint } from '../ui/hint.tsx';
import { Keys } from '../ui/keys.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';
import { FreshnessBadge } from './freshness-badge.tsx';
import { IdentityFacts } from './identity-facts.tsx';
import { LibraryOptionsBar } from './library-options-bar.tsx';
import { StaleBadge } from './stale-badge.tsx';
import './identity-bar.css';

/** Which file, which build, is it the one that runs, where it runs; and what can be done about it. */
export function IdentityBar({ libraryId }: { readonly libraryId: string }): ReactNode {
  const library = useSelector((state) => state.snapshot?.libraries.find(({ id }) => id === libraryId));
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  if (library === undefined) return null;
  const released = library.freshness.kind === 'released';
  return (
    <section className="identity" aria-label="Library identity">
      <div className="identity-line">
        <div className="identity-name" title={clippedText(library.path)}>
          <h1 className="clip">{clippedText(library.name, 120)}</h1>
          <span className="mono dim clip">{clippedText(shortenFolder(library.directory, home))}</span>
        </div>
        <FreshnessBadge library={library} />
        <StaleBadge library={library} />
        <IdentityFacts library={library} />
        <span className="grow" />
        <div className="identity-actions">
          <BuildButton library={library} />
          <Hint text="Loads the file as it is now, also when it did not change.">
            <button
              type="button"
              className="button"
              aria-keyshortcuts="Control+R"
              onClick={() => void reloadLibrary(libraryId)}
            >
              Reload <Keys keys="Ctrl R" />
            </button>
          </Hint>
          <Hint text="Unloads the library and gives the file free: nothing is held or watched until you press Reload.">
            <button
              type="button"
              className="button"
              disabled={released}
              onClick={() => releaseLibrary(libraryId)}
            >
              Release file
            </button>
          </Hint>
        </div>
      </div>
      <LibraryOptionsBar library={library} />
    </section>
  );
}

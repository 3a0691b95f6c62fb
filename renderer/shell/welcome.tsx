import type { ReactNode } from 'react';
import { openLibrary, openRecent, openSample } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { clippedText } from '../ui/visible-text.ts';
import { shortenFolder } from '../wording/quantity.ts';
import './welcome.css';
import { Keys } from '../ui/keys.tsx';

const recentShown = 6;

/** The window with no library open: what to do next. */
export function Welcome(): ReactNode {
  const recent = useSelector((state) => state.snapshot?.recent);
  const home = useSelector((state) => state.snapshot?.homeDirectory);
  return (
    <div className="welcome">
      <div className="welcome-inside">
        <h1>Drop a shared library here</h1>
        <p className="dim">
          dlscope lists what a <code>.so</code> exports, calls any function of it with real arguments, and
          takes each new build in while you watch. Nothing is closed in between, and a crash of the library is
          not a crash of this window.
        </p>
        <div className="welcome-actions">
          <button type="button" className="button primary" onClick={openLibrary}>
            Choose a file <Keys keys="Ctrl O" />
          </button>
          <button type="button" className="button" onClick={openSample}>
            Open the sample
          </button>
        </div>
        {recent === undefined || recent.length === 0 ? null : (
          <section className="welcome-recent" aria-label="Recent files">
            <h2>Recent</h2>
            {recent.slice(0, recentShown).map((file) => (
              <button
                key={file.id}
                type="button"
                className="welcome-file"
                disabled={!file.exists}
                onClick={() => openRecent(file.id)}
              >
                <span className="mono clip">{clippedText(nameOf(file.path))}</span>
                <span className="faint mono clip">
                  {clippedText(shortenFolder(folderOf(file.path), home))}
                </span>
                {file.exists ? null : <span className="faint">not there any more</span>}
              </button>
            ))}
          </section>
        )}
      </div>
    </div>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 1));
}

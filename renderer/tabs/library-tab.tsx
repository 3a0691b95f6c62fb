import { type ReactNode, useEffect, useRef } from 'react';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { activateLibrary, closeLibrary } from '../state/intents.ts';
import { Shape } from '../ui/shape.tsx';
import { clippedText } from '../ui/visible-text.ts';
import { describeFreshness } from '../wording/freshness-wording.ts';
import { libraryPanelId, tabIdOf } from './tab-ids.ts';

/** One library: sign of its freshness, name, folder where another has that name, number of the running build; the middle button closes it. */
export function LibraryTab({
  library,
  folder,
  active,
}: {
  readonly library: LibraryState;
  /** What tells it from another of the same name; null where there is none. */
  readonly folder: string | null;
  readonly active: boolean;
}): ReactNode {
  const sign = describeFreshness(library);
  const name = clippedText(library.name, 60);
  const tab = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The frame around the button, with the close button; it grows and shrinks with the state it shows.
    const frame = tab.current?.parentElement;
    if (!active || !frame) return;
    const observer = new ResizeObserver(() => frame.scrollIntoView({ inline: 'nearest', block: 'nearest' }));
    observer.observe(frame);
    return () => observer.disconnect();
  }, [active]);
  return (
    <div className={`tab ${active ? 'active' : ''}`} role="presentation">
      <button
        ref={tab}
        type="button"
        role="tab"
        id={tabIdOf(library.id)}
        className="tab-button"
        data-library-id={library.id}
        aria-selected={active}
        aria-controls={active ? libraryPanelId : undefined}
        tabIndex={active ? 0 : -1}
        title={`${clippedText(library.path)}\n${sign.label}`}
        onClick={() => activateLibrary(library.id)}
        aria-keyshortcuts="Delete"
        onKeyDown={(event) => {
          if (event.key === 'Delete') closeLibrary(library.id);
        }}
        onAuxClick={(event) => {
          if (event.button === 1) closeLibrary(library.id);
        }}
      >
        <Shape shape={sign.shape} tone={sign.tone} />
        <span className="mono clip">{name}</span>
        {folder === null ? null : <span className="mono clip tab-folder">{clippedText(folder, 80)}</span>}
        {library.generation === null ? null : (
          <span className="tab-number">#{library.generation.number}</span>
        )}
        <TabState library={library} />
        <span className="unseen">, {sign.label}</span>
      </button>
      <button
        type="button"
        className="icon-button tab-close"
        title="Close (Ctrl+W)"
        // A tab list may hold nothing but tabs; by keyboard, Ctrl+W and Delete close a library.
        aria-hidden="true"
        tabIndex={-1}
        onClick={() => closeLibrary(library.id)}
      >
        ×
      </button>
    </div>
  );
}

const tabWords: Partial<Readonly<Record<LibraryState['freshness']['kind'], string>>> = {
  settling: 'settling',
  loading: 'loading',
  missing: 'missing',
  paused: 'paused',
  released: 'released',
};

function TabState({ library }: { readonly library: LibraryState }): ReactNode {
  const word = tabWords[library.freshness.kind];
  return word === undefined ? null : (
    <span className="tab-number" aria-hidden="true">
      {word}
    </span>
  );
}

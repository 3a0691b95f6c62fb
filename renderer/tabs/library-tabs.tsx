import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { activateLibrary, openLibrary } from '../state/intents.ts';
import { useSelector } from '../state/store.ts';
import { LibraryTab } from './library-tab.tsx';
import { RecentMenu } from './recent-menu.tsx';
import { tabFolders } from './tab-folders.ts';
import './library-tabs.css';

const none = [] as const;

/** The open libraries, one tab each, and the way to open more. */
export function LibraryTabs(): ReactNode {
  const libraries = useSelector((state) => state.snapshot?.libraries);
  const activeId = useSelector((state) => state.snapshot?.activeLibraryId ?? null);
  const folders = tabFolders(libraries ?? none);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    const focused = tabs.indexOf(document.activeElement as HTMLElement);
    const target = targetOf(event.key, focused, tabs.length);
    const tab = target === null || focused === -1 ? undefined : tabs.at(target);
    if (tab === undefined) return;
    event.preventDefault();
    tab.focus();
    const id = tab.dataset.libraryId;
    if (id !== undefined) activateLibrary(id);
  };
  return (
    <header className="tabs-bar">
      <div className="tabs-list" role="tablist" aria-label="Libraries" ref={list} onKeyDown={onKeyDown}>
        {libraries?.map((library) => (
          <LibraryTab
            key={library.id}
            library={library}
            folder={folders.get(library.id) ?? null}
            active={library.id === activeId}
          />
        ))}
      </div>
      <button type="button" className="tabs-open" onClick={openLibrary} aria-keyshortcuts="Control+O">
        <span aria-hidden="true">+ </span>Open library
      </button>
      <RecentMenu />
    </header>
  );
}

function targetOf(key: string, focused: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (focused + 1) % count;
    case 'ArrowLeft':
      return focused - 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default:
      return null;
  }
}

import { type ReactNode, useEffect, useState } from 'react';
import { ask } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { dispatch } from '../state/store.ts';
import './drop-target.css';

type Dragged = 'files' | 'other' | null;

/** Takes files dropped anywhere on the window, and shows that it does while something is dragged over it. */
export function DropTarget(): ReactNode {
  const [dragged, setDragged] = useState<Dragged>(null);
  useEffect(() => listenForDrops(setDragged), []);
  if (dragged === null) return null;
  return (
    <div className={`drop-overlay ${dragged}`}>
      <div className="drop-box">
        <strong>{dragged === 'files' ? 'Drop to open' : 'Only files can be dropped here'}</strong>
        <span>
          {dragged === 'files'
            ? 'Shared libraries (.so) stay where they are and are watched for changes. Headers (.h, .hpp) give the library in front its prototypes.'
            : 'Drag a .so file, or a header, from your file manager.'}
        </span>
      </div>
    </div>
  );
}

function listenForDrops(show: (dragged: Dragged) => void): () => void {
  // Text dragged from one field of the page to another is the browser's own business.
  let fromInside = false;
  const onOver = (event: DragEvent) => {
    if (fromInside || event.dataTransfer === null) return;
    event.preventDefault();
    const files = event.dataTransfer.types.includes('Files');
    event.dataTransfer.dropEffect = files ? 'copy' : 'none';
    show(files ? 'files' : 'other');
  };
  const listeners: Partial<Readonly<Record<keyof WindowEventMap, (event: DragEvent) => void>>> = {
    dragstart: () => {
      fromInside = true;
    },
    dragend: () => {
      fromInside = false;
    },
    dragenter: onOver,
    dragover: onOver,
    dragleave: (event) => {
      // Without a related target the pointer has left the window, not just one element.
      if (event.relatedTarget === null) show(null);
    },
    drop: (event) => {
      if (fromInside) return;
      event.preventDefault();
      show(null);
      openFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
  const entries = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of entries) window.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of entries) window.removeEventListener(type, listener);
  };
}

// The contract takes this many paths in one request.
const dropLimit = 64;

function openFiles(files: readonly File[]): void {
  if (files.length === 0) {
    raise('Nothing that was dropped is a file. Drag a .so file or a header from a file manager.');
    return;
  }
  if (files.length > dropLimit) raise(`Only the first ${dropLimit} of ${files.length} files were opened.`);
  void ask(pageApi.openDropped(files.slice(0, dropLimit)));
}

function raise(message: string): void {
  dispatch({ type: 'page:notice-raised', failure: { code: 'not-a-regular-file', message } });
}

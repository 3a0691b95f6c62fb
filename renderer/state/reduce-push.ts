import type { AppSnapshot } from '../../electron/contract/app-snapshot.ts';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import { keepUnchanged } from './keep-unchanged.ts';
import type { PushAction } from './page-state.ts';
import { withAmended, withEntry, withHistory } from './reduce-history.ts';
import { withNewest } from './with-newest.ts';

/** Applies one push to the snapshot; the same object comes back when nothing changed. */
export function reducePush(snapshot: AppSnapshot, push: PushAction): AppSnapshot {
  switch (push.type) {
    case 'library:changed':
      return withLibrary(snapshot, push.payload);
    case 'library:closed':
      return withoutLibrary(snapshot, push.payload.libraryId);
    case 'library:activated':
      return { ...snapshot, activeLibraryId: push.payload.libraryId };
    case 'history:recorded':
      return withEntry(snapshot, push.payload.libraryId, push.payload.entry);
    case 'history:amended':
      return withAmended(snapshot, push.payload.libraryId, push.payload.entry);
    case 'history:cleared':
      return withHistory(snapshot, {
        libraryId: push.payload.libraryId,
        rows: [],
        olderEntries: 0,
        lastLoaded: null,
      });
    case 'history:restored':
      return withHistory(snapshot, push.payload);
    case 'call:recorded':
      return { ...snapshot, calls: withNewest(snapshot.calls, push.payload.libraryId, push.payload.record) };
    case 'call:restored':
      return withRestored(snapshot, push.payload.libraryId, push.payload.records);
    case 'call:log-cleared':
      return { ...snapshot, calls: { ...snapshot.calls, [push.payload.libraryId]: [] } };
    case 'recent:changed':
      return { ...snapshot, recent: push.payload };
    case 'settings:changed':
      return { ...snapshot, settings: push.payload };
    case 'guide:changed':
      return { ...snapshot, guide: push.payload };
    // The output of a build is kept where it is shown.
    case 'build:printed':
    case 'command:invoked':
    case 'app:noticed':
      return snapshot;
  }
}

function withLibrary(snapshot: AppSnapshot, library: LibraryState): AppSnapshot {
  const known = snapshot.libraries.find(({ id }) => id === library.id);
  if (known === undefined) return { ...snapshot, libraries: [...snapshot.libraries, library] };
  const kept = keepUnchanged(known, library);
  if (kept === known) return snapshot;
  const libraries = snapshot.libraries.map((other) => (other === known ? kept : other));
  return { ...snapshot, libraries };
}

function withoutLibrary(snapshot: AppSnapshot, libraryId: string): AppSnapshot {
  const index = snapshot.libraries.findIndex((library) => library.id === libraryId);
  const libraries = snapshot.libraries.filter((library) => library.id !== libraryId);
  const neighbour = libraries[Math.min(Math.max(index, 0), libraries.length - 1)];
  const activeLibraryId =
    snapshot.activeLibraryId === libraryId ? (neighbour?.id ?? null) : snapshot.activeLibraryId;
  return {
    ...snapshot,
    libraries,
    activeLibraryId,
    history: without(snapshot.history, libraryId),
    olderEntries: without(snapshot.olderEntries, libraryId),
    lastLoaded: without(snapshot.lastLoaded, libraryId),
    calls: without(snapshot.calls, libraryId),
  };
}

/** Calls made since the library was opened come first; those that were kept follow, each once. */
function withRestored(snapshot: AppSnapshot, libraryId: string, records: readonly CallRecord[]): AppSnapshot {
  const known = snapshot.calls[libraryId] ?? [];
  const ids = new Set(records.map(({ id }) => id));
  const list = [...known.filter(({ id }) => !ids.has(id)), ...records];
  return { ...snapshot, calls: { ...snapshot.calls, [libraryId]: list } };
}

function without<Item>(
  members: Readonly<Record<string, Item>>,
  libraryId: string,
): Readonly<Record<string, Item>> {
  return Object.fromEntries(Object.entries(members).filter(([id]) => id !== libraryId));
}

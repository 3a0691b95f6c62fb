import type { AppSnapshot } from '../../electron/contract/ipc.ts';
import type { CallRecord, LibraryState } from '../../electron/contract/session-state.ts';
import type { PushAction } from './page-state.ts';

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
      return {
        ...snapshot,
        history: withNewest(snapshot.history, push.payload.libraryId, push.payload.entry),
      };
    case 'history:amended':
      return {
        ...snapshot,
        history: withAmended(snapshot.history, push.payload.libraryId, push.payload.entry),
      };
    case 'history:cleared':
      return { ...snapshot, history: { ...snapshot.history, [push.payload.libraryId]: [] } };
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
    case 'command:invoked':
    case 'app:noticed':
      return snapshot;
  }
}

function withLibrary(snapshot: AppSnapshot, library: LibraryState): AppSnapshot {
  const known = snapshot.libraries.some((other) => other.id === library.id);
  const libraries = known
    ? snapshot.libraries.map((other) => (other.id === library.id ? library : other))
    : [...snapshot.libraries, library];
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

function withNewest<Item extends { readonly id: string }>(
  lists: Readonly<Record<string, readonly Item[]>>,
  libraryId: string,
  item: Item,
): Readonly<Record<string, readonly Item[]>> {
  const list = lists[libraryId] ?? [];
  // A record that was on its way while the snapshot was taken comes twice.
  if (list.some((other) => other.id === item.id)) return lists;
  return { ...lists, [libraryId]: [item, ...list] };
}

/** Only that item is another object: rows of the others need not be drawn again. */
function withAmended<Item extends { readonly id: string }>(
  lists: Readonly<Record<string, readonly Item[]>>,
  libraryId: string,
  item: Item,
): Readonly<Record<string, readonly Item[]>> {
  const list = lists[libraryId] ?? [];
  if (!list.some((other) => other.id === item.id)) return lists;
  return { ...lists, [libraryId]: list.map((other) => (other.id === item.id ? item : other)) };
}

function without<Item>(
  lists: Readonly<Record<string, readonly Item[]>>,
  libraryId: string,
): Readonly<Record<string, readonly Item[]>> {
  return Object.fromEntries(Object.entries(lists).filter(([id]) => id !== libraryId));
}

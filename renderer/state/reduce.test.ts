import { describe, expect, test } from 'vitest';
import type { AppSnapshot } from '../../electron/contract/app-snapshot.ts';
import type { CallRecord } from '../../electron/contract/call-record.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import {
  activeLibrary,
  allEntries,
  historyFilterOf,
  initialState,
  openedEntriesOf,
  type PageState,
  selectedSymbol,
  viewOf,
} from './page-state.ts';
import { reduce } from './reduce.ts';

function library(id: string, change: Partial<LibraryState> = {}): LibraryState {
  return {
    id,
    path: `/tmp/${id}.so`,
    realPath: `/tmp/${id}.so`,
    name: `${id}.so`,
    directory: '/tmp',
    options: { runIn: 'isolated', strategy: 'fresh', whenStuck: 'fresh', binding: 'lazy', watching: true },
    freshness: { kind: 'same' },
    generation: null,
    fileFacts: null,
    onDisk: null,
    symbolsVersion: 1,
    activity: null,
    pinned: [],
    drafts: {},
    selectedSymbol: 'add',
    headers: [],
    saved: [],
    named: null,
    kept: [],
    wentBackTo: null,
    beside: null,
    needed: [],
    build: null,
    stateChoices: { carry: [], hooks: { before: null, after: null } },
    variableCount: null,
    watchMethod: 'events',
    ...change,
  };
}

function started(libraries: readonly LibraryState[] = [library('a'), library('b'), library('c')]): PageState {
  const snapshot: AppSnapshot = {
    libraries,
    activeLibraryId: libraries[0]?.id ?? null,
    history: {},
    olderEntries: {},
    lastLoaded: {},
    calls: {},
    recent: [],
    settings: {
      guideDismissed: false,
      demangle: true,
      layout: {},
      dockTab: 'history',
      recordCalls: true,
      historyTimeline: true,
      notifyFailures: false,
      editorCommand: '',
    },
    guide: null,
    versions: { app: '', electron: '', chromium: '', node: '', libc: '' },
    sandboxed: true,
    canNotify: true,
  };
  return reduce(initialState, { type: 'page:snapshot-arrived', snapshot });
}

function record(id: string): CallRecord {
  return {
    id,
    atMs: 0,
    generation: 1,
    input: { symbol: 'add', prototype: '', arguments: [] },
    outcome: { kind: 'failed', failure: { code: 'busy', message: '' } },
    trigger: 'user',
  };
}

describe('pushes', () => {
  test('before the snapshot change nothing', () => {
    expect(reduce(initialState, { type: 'library:changed', payload: library('a') })).toBe(initialState);
  });

  test('a change replaces its library and leaves the others as they are', () => {
    const before = started();
    const after = reduce(before, { type: 'library:changed', payload: library('b', { symbolsVersion: 2 }) });
    expect(after.snapshot?.libraries.map(({ symbolsVersion }) => symbolsVersion)).toEqual([1, 2, 1]);
    expect(after.snapshot?.libraries[0]).toBe(before.snapshot?.libraries[0]);
  });

  test('a library that was not there is opened at the end', () => {
    const after = reduce(started(), { type: 'library:changed', payload: library('d') });
    expect(after.snapshot?.libraries.at(-1)?.id).toBe('d');
  });

  test('closing the library in front brings its neighbour to the front', () => {
    const state = reduce(started(), { type: 'library:activated', payload: { libraryId: 'c' } });
    const after = reduce(state, { type: 'library:closed', payload: { libraryId: 'c' } });
    expect(activeLibrary(after)?.id).toBe('b');
  });

  test('closing the last one leaves none', () => {
    const after = reduce(started([library('a')]), { type: 'library:closed', payload: { libraryId: 'a' } });
    expect(activeLibrary(after)).toBeNull();
  });

  test('records come in front, once each', () => {
    const push = (state: PageState, id: string) =>
      reduce(state, { type: 'call:recorded', payload: { libraryId: 'a', record: record(id) } });
    const after = push(push(push(started(), 'one'), 'two'), 'one');
    expect(after.snapshot?.calls.a?.map(({ id }) => id)).toEqual(['two', 'one']);
    const cleared = reduce(after, { type: 'call:log-cleared', payload: { libraryId: 'a' } });
    expect(cleared.snapshot?.calls.a).toEqual([]);
  });
});

describe('the page', () => {
  test('keeps which entries of the history are open, by library', () => {
    const to = (state: PageState, type: 'page:entry-opened' | 'page:entry-toggled', entryId: string) =>
      reduce(state, { type, libraryId: 'a', entryId });
    const both = to(to(started(), 'page:entry-toggled', 'one'), 'page:entry-opened', 'two');
    expect([...openedEntriesOf(both, 'a')]).toEqual(['one', 'two']);
    expect([...openedEntriesOf(both, 'b')]).toEqual([]);
    expect([...openedEntriesOf(to(both, 'page:entry-opened', 'one'), 'a')]).toEqual(['one', 'two']);
    expect([...openedEntriesOf(to(both, 'page:entry-toggled', 'one'), 'a')]).toEqual(['two']);
  });

  test('follows main in the choice of symbol until the user chooses one', () => {
    const state = started();
    const shown = (at: PageState) => selectedSymbol(at, library('a'));
    expect(shown(state)).toBe('add');
    const chosen = reduce(state, { type: 'page:view-changed', libraryId: 'a', view: { symbol: null } });
    expect(shown(chosen)).toBeNull();
  });

  test('keeps a view for each library', () => {
    const state = reduce(started(), { type: 'page:view-changed', libraryId: 'a', view: { filter: 'add' } });
    expect([viewOf(state, 'a').filter, viewOf(state, 'b').filter]).toEqual(['add', '']);
  });

  test('keeps drafts apart by symbol', () => {
    const draft = { symbol: 'constructor', prototype: 'int constructor(void)', arguments: [] };
    const state = reduce(started(), { type: 'page:draft-edited', libraryId: 'a', key: 'constructor', draft });
    expect(Object.keys(state.drafts.a ?? {})).toEqual(['constructor']);
  });

  test('shows a wanted entry whatever the history was filtered by, once', () => {
    const filter = { text: 'nothing', verdicts: [] };
    const filtered = reduce(started(), { type: 'page:history-filtered', libraryId: 'a', filter });
    const wanted = reduce(filtered, { type: 'page:entry-wanted', libraryId: 'a', entryId: 'h1' });
    expect(wanted.wantedEntry).toEqual({ libraryId: 'a', entryId: 'h1' });
    expect(historyFilterOf(wanted, 'a')).toEqual(allEntries);
    expect(reduce(wanted, { type: 'page:entry-shown' }).wantedEntry).toBeNull();
  });

  test('shows the newest notices only, and forgets dismissed ones', () => {
    let state = started();
    for (let count = 0; count < 6; count += 1) {
      state = reduce(state, {
        type: 'app:noticed',
        payload: { failure: { code: 'internal', message: `${count}` } },
      });
    }
    expect(state.notices.map(({ failure }) => failure.message)).toEqual(['2', '3', '4', '5']);
    const after = reduce(state, { type: 'page:notice-dismissed', id: state.notices[0]?.id ?? 0 });
    expect(after.notices.map(({ failure }) => failure.message)).toEqual(['3', '4', '5']);
  });
});

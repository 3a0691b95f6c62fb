import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Failure, fail } from '../contract/failure.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';
import type { HeaderFile, LibraryState } from '../contract/session-state.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { CallsService } from './calls-service.ts';
import { ChosenFiles } from './chosen-files.ts';
import { keepingHandlers } from './keeping-handlers.ts';
import { LibraryRegistry } from './library-registry.ts';
import { Opening } from './opening.ts';
import { openProfile, type Profile } from './profile.ts';
import { defaultOptions } from './workspace.ts';

let folder: string;
let profile: Profile;
let notices: Failure[];
let registry: LibraryRegistry;
let opening: Opening;

/** A session that only keeps its headers and named calls. */
function fakeSession(id: string, path: string): LibrarySession {
  let state = {
    id,
    path,
    realPath: path,
    name: 'x.so',
    directory: '/',
    options: defaultOptions,
  } as LibraryState;
  state = { ...state, headers: [], named: null, pinned: [] };
  return {
    id,
    state: () => state,
    subscribe: () => () => undefined,
    setHeaders: (headers: readonly HeaderFile[]) => {
      state = { ...state, headers };
    },
    setNamed: (named: LibraryState['named']) => {
      state = { ...state, named };
    },
  } as unknown as LibrarySession;
}

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/dlscope-opening-`);
  notices = [];
  profile = await openProfile(folder, (failure) => notices.push(failure));
  registry = new LibraryRegistry({
    startOf: (id, path) => ({ id, path, nextGeneration: 1, options: defaultOptions }),
    createSession: (start) => fakeSession(start.id, start.path),
    events: {
      changed: () => undefined,
      opened: () => undefined,
      closed: () => undefined,
      activated: () => undefined,
    },
  });
  opening = new Opening({
    registry,
    reader: {
      inspect: async () => fail('incomplete-file', 'Opened all the same.'),
    } as unknown as ReaderClient,
    realpath: async (path) => path,
    profile,
    sample: null,
    notify: (failure) => notices.push(failure),
    now: () => 1,
    onRecent: () => undefined,
  });
});
afterEach(async () => {
  await profile.workspace.flush();
  await rm(folder, { recursive: true });
});

const headersInFront = () => {
  const front = registry.find(registry.activeId ?? '');
  return front.ok ? front.value.state().headers.map(({ path }) => path) : [];
};

test('dropped headers go to the library in front, also to one that is dropped with them', async () => {
  expect(await opening.openPaths(['/include/x.h', '/lib/x.so'])).toBe(2);
  expect(registry.sessions()).toHaveLength(1);
  expect(headersInFront()).toEqual(['/include/x.h']);
  expect(await opening.openPaths(['/include/x.h', '/include/y.hpp'])).toBe(1);
  expect(headersInFront()).toEqual(['/include/x.h', '/include/y.hpp']);
  expect(notices).toEqual([]);
});

test('a header without a library is a sentence and no tab', async () => {
  expect(await opening.openPaths(['/include/x.h'])).toBe(0);
  expect(registry.sessions()).toEqual([]);
  expect(notices).toMatchObject([{ code: 'not-loaded', path: '/include/x.h' }]);
});

function handlers(chosen: string | null) {
  return keepingHandlers({
    registry,
    named: new CallsService(profile, (failure) => notices.push(failure)),
    chosenFiles: new ChosenFiles(profile.workspace),
    choose: {
      headers: async () => (chosen === null ? [] : [chosen]),
      file: async () => chosen,
      namedFile: async () => chosen,
    },
  });
}

test('a dialog that is cancelled changes nothing', async () => {
  await opening.openPaths(['/lib/x.so']);
  const libraryId = registry.activeId ?? '';
  const cancelled = handlers(null);
  expect(await cancelled['library:add-header']({ libraryId })).toEqual({ ok: true, value: 0 });
  expect(await cancelled['call:choose-file']({ libraryId })).toEqual({ ok: true, value: null });
  expect(await cancelled['named:choose-file']({ libraryId })).toEqual({ ok: true, value: false });
  expect(await cancelled['call:choose-file']({ libraryId: 'gone' })).toMatchObject({ ok: false });
});

test('a named call is in the state of its library, and in the file that is chosen', async () => {
  await opening.openPaths(['/lib/x.so']);
  const libraryId = registry.activeId ?? '';
  const file = `${folder}/calls.json`;
  const chosen = handlers(file);
  const input = { symbol: 'f', prototype: 'int f(int)', arguments: ['1'] };
  await chosen['named:save']({ libraryId, name: 'one', input, before: null });
  expect(await chosen['named:choose-file']({ libraryId })).toEqual({ ok: true, value: true });
  const named = registry.states()[0]?.named;
  expect(named).toEqual({ file, chosen: true, calls: [{ name: 'one', input }], problem: null });
  await chosen['named:remove']({ libraryId, name: 'one' });
  expect(registry.states()[0]?.named?.calls).toEqual([]);
});

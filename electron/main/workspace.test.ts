import { expect, test } from 'vitest';
import type { LibraryState } from '../contract/session-state.ts';
import { noStateChoices } from '../contract/variables.ts';
import {
  beginWorkspace,
  boundWorkspace,
  defaultOptions,
  emptyWorkspace,
  type LibraryMemory,
  type Workspace,
  withMemory,
  withOpenLibraries,
  withoutRecent,
  withRecent,
  workspaceSchema,
} from './workspace.ts';

function memory(path: string, runIn: 'isolated' | 'in-main' = 'isolated'): LibraryMemory {
  return {
    path,
    options: { ...defaultOptions, runIn },
    pinned: [],
    drafts: {},
    selectedSymbol: null,
    headers: [],
    files: [],
    namedFile: null,
    pinnedInFile: [],
    build: null,
    stateChoices: noStateChoices,
  };
}

function state(path: string): LibraryState {
  const { options, pinned, drafts, selectedSymbol } = memory(path);
  return {
    path,
    options,
    pinned,
    drafts,
    selectedSymbol,
    headers: [],
    saved: [],
    named: null,
    kept: [],
    wentBackTo: null,
    beside: null,
    build: null,
    stateChoices: noStateChoices,
    variableCount: null,
    id: path,
    realPath: path,
    name: 'x',
    directory: '/',
    freshness: { kind: 'same' },
    generation: null,
    fileFacts: null,
    onDisk: null,
    symbolsVersion: 0,
    activity: null,
    needed: [],
    watchMethod: 'off',
  };
}

const killed: Workspace = {
  ...emptyWorkspace,
  open: ['/a.so', '/b.so'],
  libraries: [memory('/a.so', 'in-main'), memory('/b.so'), memory('/c.so', 'in-main')],
  endedWell: false,
};

test('after a bad end what ran in main opens in a process of its own', () => {
  const { workspace, moved } = beginWorkspace(killed);
  expect(moved).toEqual(['/a.so']);
  expect(workspace.libraries.map(({ options }) => options.runIn)).toEqual([
    'isolated',
    'isolated',
    'in-main',
  ]);
});

test('after a good end everything opens as it was, and the running program is noted', () => {
  const { workspace, moved } = beginWorkspace({ ...killed, endedWell: true });
  expect(moved).toEqual([]);
  expect(workspace).toEqual(killed);
});

test('closing a tab keeps what was known of its library', () => {
  const workspace = withOpenLibraries(killed, [state('/b.so')], '/b.so');
  expect(workspace.open).toEqual(['/b.so']);
  expect(workspace.libraries.map(({ path }) => path)).toEqual(['/b.so', '/a.so', '/c.so']);
});

test('the headers, files and named calls of a library are remembered, open or closed', () => {
  const opened = withOpenLibraries(emptyWorkspace, [state('/a.so')], null);
  const chosen = withMemory(opened, '/a.so', { files: ['/data.bin'], namedFile: '/repository/calls.json' });
  const withHeader = { ...state('/a.so'), headers: [{ id: 'x', name: 'a.h', path: '/include/a.h' }] };
  const used = withOpenLibraries(chosen, [withHeader], null);
  const closed = withOpenLibraries(used, [], null);
  expect(closed.libraries[0]).toMatchObject({
    headers: ['/include/a.h'],
    files: ['/data.bin'],
    namedFile: '/repository/calls.json',
  });
  expect(workspaceSchema.parse(JSON.parse(JSON.stringify(closed)))).toEqual(closed);
});

test('a workspace of a release before calls had trees is read', () => {
  const outcome = {
    kind: 'returned',
    text: '7',
    hex: '0x00000007',
    type: 'int',
    durationNs: 48,
    errno: null,
    stdout: { text: '', droppedBytes: 0 },
    stderr: { text: '', droppedBytes: 0 },
  };
  const input = { symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] };
  const pinned = [
    { id: 'p', input, latest: { generation: 1, atMs: 1, outcome }, previous: null, stale: null },
  ];
  const { headers, files, namedFile, pinnedInFile, ...old } = memory('/a.so');
  const stored = JSON.stringify({ ...emptyWorkspace, libraries: [{ ...old, pinned }] });
  const [library] = workspaceSchema.parse(JSON.parse(stored)).libraries;
  expect(library).toMatchObject({ headers, files, namedFile, pinnedInFile });
  expect(library?.pinned[0]).toMatchObject({ name: null, expected: null, verdict: null, brokenBy: null });
  expect(library?.pinned[0]?.latest?.span).toMatchObject({ runs: 1 });
  expect(library?.pinned[0]?.latest?.outcome).toEqual({
    ...outcome,
    value: {
      name: null,
      type: 'int',
      text: '7',
      hex: '0x00000007',
      at: null,
      pointsTo: null,
      children: [],
      more: 0,
      json: '"7"',
    },
    out: [],
    callbacks: [],
    timing: null,
  });
});

test('memories and recent files stay bounded, the oldest go', () => {
  let workspace = emptyWorkspace;
  for (let count = 0; count < 150; count += 1) {
    workspace = withRecent(workspace, `/${count}.so`, count);
    workspace = withOpenLibraries(workspace, [state(`/${count}.so`)], null);
  }
  expect(workspace.libraries).toHaveLength(100);
  expect(workspace.recent).toHaveLength(30);
  expect(workspace.recent[0]).toEqual({ path: '/149.so', openedAtMs: 149 });
});

test('what is too large to keep is left out, the rest stays', () => {
  const large = { symbol: 'f', prototype: 'int f(const char *)', arguments: ['x'.repeat(1_000_000)] };
  const small = { symbol: 'g', prototype: 'int g(int)', arguments: ['1'] };
  const library = { ...memory('/a.so'), drafts: { f: large, g: small } };
  const bounded = boundWorkspace({ ...killed, libraries: [library] });
  expect(bounded.libraries[0]?.drafts).toEqual({ g: small });
});

test('what is written can be read again, however many tabs are open', () => {
  const states = Array.from({ length: 250 }, (_, number) => state(`/${number}.so`));
  const bounded = boundWorkspace(withOpenLibraries(emptyWorkspace, states, null));
  expect(workspaceSchema.safeParse(bounded).success).toBe(true);
});

test('drafts of symbols named like what every object has come back as drafts', () => {
  const drafts = JSON.parse('{"__proto__":1,"constructor":1}', (key, value) =>
    key === '' ? value : { symbol: key, prototype: 'int f(void)', arguments: [] },
  );
  const stored = JSON.stringify({ ...emptyWorkspace, libraries: [{ ...memory('/a.so'), drafts }] });
  const read = workspaceSchema.parse(JSON.parse(stored)).libraries[0]?.drafts ?? {};
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  expect(read.constructor).toMatchObject({ symbol: 'constructor' });
});

test('a file opened again comes first and stands there once', () => {
  const twice = withRecent(withRecent(withRecent(emptyWorkspace, '/a', 1), '/b', 2), '/a', 3);
  expect(twice.recent.map(({ path }) => path)).toEqual(['/a', '/b']);
});

test('clearing the list forgets closed libraries and keeps open ones', () => {
  const cleared = withoutRecent(withRecent(killed, '/c.so', 1));
  expect(cleared.recent).toEqual([]);
  expect(cleared.libraries.map(({ path }) => path)).toEqual(['/a.so', '/b.so']);
});

test.each([
  { ...emptyWorkspace, open: ['relative.so'] },
  { ...emptyWorkspace, libraries: [{ ...memory('/a'), options: { runIn: 'kernel' } }] },
  { ...emptyWorkspace, recent: [{ path: '/a', openedAtMs: -1 }] },
  null,
  [],
])('hostile content %# is not taken', (content) => {
  expect(workspaceSchema.safeParse(content).success).toBe(false);
});

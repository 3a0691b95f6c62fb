import { beforeEach, expect, test } from 'vitest';
import type { LibraryState } from '../contract/session-state.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { LibraryRegistry } from './library-registry.ts';
import { defaultOptions } from './workspace.ts';

let log: string[];
let registry: LibraryRegistry;

function fakeSession(id: string, path: string): LibrarySession {
  const state = { id, path, realPath: null, options: defaultOptions } as unknown as LibraryState;
  return {
    id,
    state: () => state,
    subscribe: () => () => undefined,
    close: async () => void log.push(`ended ${path}`),
  } as unknown as LibrarySession;
}

beforeEach(() => {
  log = [];
  registry = new LibraryRegistry({
    startOf: (id, path) => ({ id, path, nextGeneration: 1, options: defaultOptions }),
    createSession: (start) => fakeSession(start.id, start.path),
    events: {
      changed: () => undefined,
      opened: (session) => log.push(`opened ${session.state().path}`),
      closed: () => log.push('closed'),
      activated: (state) => log.push(`front ${state?.path ?? 'nothing'}`),
    },
  });
});

test('one file under two names has one tab', () => {
  const first = registry.open({ path: '/lib/libz.so', realPath: '/lib/libz.so.1.2' });
  const second = registry.open({ path: '/lib/libz.so.1', realPath: '/lib/libz.so.1.2' });
  expect(second.id).toBe(first.id);
  expect(log).toEqual(['opened /lib/libz.so']);
});

test('two missing files are two tabs', () => {
  registry.open({ path: '/a.so', realPath: null });
  registry.open({ path: '/b.so', realPath: null });
  registry.open({ path: '/x/../a.so', realPath: null });
  expect(registry.states()).toHaveLength(2);
});

test('closing the tab in front brings its neighbour there', async () => {
  const [a, b, c] = ['/a.so', '/b.so', '/c.so'].map((path) => registry.open({ path, realPath: path }));
  registry.activate(b?.id ?? '');
  log = [];
  await registry.close(b?.id ?? '');
  expect(log).toEqual(['closed', 'front /c.so', 'ended /b.so']);
  await registry.close(c?.id ?? '');
  expect(registry.activeId).toBe(a?.id);
  await registry.close(a?.id ?? '');
  expect(log.slice(-3)).toEqual(['closed', 'front nothing', 'ended /a.so']);
});

test('an unknown id is a failure on every way', async () => {
  const failure = { ok: false, failure: { code: 'unknown-id' } };
  expect(registry.find('x')).toMatchObject(failure);
  expect(registry.activate('x')).toMatchObject(failure);
  expect(await registry.close('x')).toMatchObject(failure);
});

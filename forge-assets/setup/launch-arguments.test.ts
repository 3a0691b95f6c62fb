import { expect, test } from 'vitest';
import { displayKind, launchArguments } from './launch-arguments.mjs';

const launch = { appFolder: '/app', folder: '/home/u/build', asRoot: false, display: 'own' as const };

test("resolves libraries in the user's folder and leaves flags alone", () => {
  const named = ['libgame.so', '/lib/libz.so.1', '../libx.so', '--user-data-dir=/tmp/p'];
  expect(launchArguments({ ...launch, named })).toEqual([
    '/app',
    '/home/u/build/libgame.so',
    '/lib/libz.so.1',
    '/home/u/libx.so',
    '--user-data-dir=/tmp/p',
  ]);
});

test('switches the sandbox off for root only', () => {
  expect(launchArguments({ ...launch, named: [], asRoot: true })).toEqual(['--no-sandbox', '/app']);
  expect(launchArguments({ ...launch, named: [] })).toEqual(['/app']);
});

test('spares a virtual display the search for a graphics card', () => {
  expect(launchArguments({ ...launch, named: [], display: 'virtual' })).toEqual(['--disable-gpu', '/app']);
});

test.each([
  [{ DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' }, 'own'],
  [{ WAYLAND_DISPLAY: 'wayland-0' }, 'wayland'],
  [{ DISPLAY: '' }, 'virtual'],
  [{}, 'virtual'],
])('%j opens on the %s display', (env, kind) => {
  expect(displayKind(env)).toBe(kind);
});

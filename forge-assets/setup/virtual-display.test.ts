import { expect, test } from 'vitest';
import { authorityEntry, hasDisplay } from './virtual-display.mjs';

test('writes one authority entry, as libXau reads it', () => {
  const cookie = Uint8Array.from({ length: 16 }, (_, index) => index);
  const name = Buffer.from('MIT-MAGIC-COOKIE-1').toString('hex');
  expect(authorityEntry(cookie).toString('hex')).toBe(
    `ffff${'0000'}${'0000'}${'0012'}${name}${'0010'}000102030405060708090a0b0c0d0e0f`,
  );
});

test('an empty DISPLAY is no display', () => {
  expect(hasDisplay({ DISPLAY: '' })).toBe(false);
  expect(hasDisplay({ DISPLAY: ':1' })).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
});

import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorityEntry, hasDisplay, sweepDisplays } from './virtual-display.mjs';

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

test('sweeps the folders of runs that are gone, and no others', () => {
  const parent = mkdtempSync(join(tmpdir(), 'dlscope-sweep-'));
  // Process numbers end at 2^22 on Linux.
  const gone = 2 ** 22 + 1;
  const kept = [
    `dlscope-display-${process.pid}-AbCdEf`,
    `dlscope-display-${gone}-LiNkEd`,
    'dlscope-display-other',
  ];
  try {
    mkdirSync(join(parent, `dlscope-display-${gone}-AbCdEf`));
    writeFileSync(join(parent, `dlscope-display-${gone}-AbCdEf`, 'authority'), 'cookie');
    mkdirSync(join(parent, `dlscope-display-${process.pid}-AbCdEf`));
    mkdirSync(join(parent, 'dlscope-display-other'));
    symlinkSync('/', join(parent, `dlscope-display-${gone}-LiNkEd`));
    sweepDisplays(parent);
    expect(readdirSync(parent).sort()).toEqual(kept.sort());
  } finally {
    rmSync(parent, { recursive: true });
  }
});

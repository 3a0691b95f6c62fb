import { describe, expect, test } from 'vitest';
import type { PinnedEffect } from '../../electron/contract/pinned-effect.ts';
import { pinnedNote } from './pinned-note.ts';

const none: PinnedEffect = { ran: 2, failed: 0, stale: 0, changed: 0, broken: 0, examples: [] };
const changed = { call: 'add(3, 4)', before: '7', after: '12', broken: false };
const broken = { ...changed, broken: true };

describe('what a build did to the pinned calls', () => {
  test.each<[Partial<PinnedEffect>, string]>([
    [{}, ''],
    [{ changed: 1, examples: [changed] }, '1 pinned call 7 → 12'],
    [{ changed: 2, examples: [changed, changed] }, '2 pinned calls changed'],
    [{ changed: 1, broken: 1, examples: [broken] }, 'broke 1 check: add(3, 4) 7 → 12'],
    [
      { changed: 2, broken: 1, examples: [broken, changed] },
      'broke 1 check: add(3, 4) 7 → 12 · 1 pinned call 7 → 12',
    ],
    [{ changed: 2, broken: 2, examples: [broken, broken] }, 'broke 2 checks'],
    [
      { broken: 1, stale: 1, examples: [{ ...broken, after: null }] },
      'broke 1 check: add(3, 4) · 1 pinned call stale',
    ],
    [{ failed: 1 }, '1 pinned call failed'],
  ])('%j', (effect, text) => {
    expect(pinnedNote({ ...none, ...effect })).toBe(text);
  });

  test('nothing is said where no pinned call ran', () => {
    expect(pinnedNote(null)).toBe('');
  });
});

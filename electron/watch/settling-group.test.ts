import { describe, expect, it } from 'vitest';
import { quietTimes } from './settling.ts';
import {
  beginGroup,
  observeGroup,
  relinkMs,
  remainingOfGroup,
  type SettlingGroup,
} from './settling-group.ts';
import type { Sighting } from './sighting.ts';

/** A file that was renamed or changed its mode after its last write: quiet after 10 ms. */
const finished = (ino: bigint): Sighting => ({
  kind: 'present',
  identity: { dev: 1n, ino, size: 9n, mtimeNs: 1n, ctimeNs: 2n },
});
/** One whose last change was a write: quiet after 50 ms. */
const written = (ino: bigint): Sighting => ({
  kind: 'present',
  identity: { dev: 1n, ino, size: 9n, mtimeNs: 2n, ctimeNs: 2n },
});
const missing: Sighting = { kind: 'missing' };
const [library, helper] = [written(1n), written(2n)];

const cases: readonly [string, (Sighting | null)[], Sighting[], number][] = [
  ['all are as they were', [library, helper], [library, helper], 0],
  ['nothing is known of them', [null, null], [library, finished(2n)], 50],
  ['the library alone was written', [finished(9n), helper], [library, helper], 50],
  ['the library alone was renamed', [library, helper], [finished(9n), helper], quietTimes.finishedMs],
  [
    'a needed one alone changed: the linker may come to the library next',
    [library, helper],
    [library, finished(9n)],
    relinkMs,
  ],
  ['a needed one went away', [library, helper], [library, missing], 400],
  ['both changed', [library, helper], [finished(8n), written(9n)], 50],
  ['a needed one was missing before', [library, missing], [finished(9n), missing], quietTimes.finishedMs],
];

it.each(cases)('waits when %s', (_name, known, seen, expected) => {
  expect(remainingOfGroup(beginGroup(seen, known, 1000), 1000)).toBe(expected);
});

describe('a run of make', () => {
  const look = (group: SettlingGroup, nowMs: number, ...sightings: Sighting[]) =>
    observeGroup(group, { sightings, eventSeen: true, nowMs });

  it('that links a needed library and then the library itself is waited for to its end', () => {
    let group = beginGroup([library, finished(9n)], [library, helper], 0);
    group = look(group, 200, missing, finished(9n));
    expect(remainingOfGroup(group, 210)).toBe(390);
    group = look(group, 250, written(8n), finished(9n));
    expect(remainingOfGroup(group, 260)).toBe(40);
    expect(remainingOfGroup(group, 300)).toBe(0);
  });

  it('that ends after a needed library is not waited for longer', () => {
    const group = beginGroup([library, finished(9n)], [library, helper], 0);
    expect(remainingOfGroup(group, relinkMs - 1)).toBe(1);
    expect(remainingOfGroup(group, relinkMs)).toBe(0);
  });
});

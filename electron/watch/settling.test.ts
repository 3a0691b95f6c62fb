import { describe, expect, it } from 'vitest';
import { beginSettling, isLongQuiet, observe, quietTimeMs, quietTimes, remainingMs } from './settling.ts';
import type { Sighting } from './sighting.ts';

function present(facts: { ino?: bigint; size?: bigint; mtimeNs?: bigint; ctimeNs?: bigint } = {}): Sighting {
  return { kind: 'present', identity: { dev: 1n, ino: 1n, size: 100n, mtimeNs: 5n, ctimeNs: 5n, ...facts } };
}

const finished = present({ ctimeNs: 6n });
const missing: Sighting = { kind: 'missing' };

describe('the quiet time', () => {
  it.each([
    ['renamed or given its mode after the last write', finished, quietTimes.finishedMs],
    ['written last', present(), quietTimes.writtenMs],
    ['empty', present({ size: 0n, ctimeNs: 6n }), quietTimes.emptyMs],
    ['missing', missing, quietTimes.missingMs],
  ])('of a file that is %s', (_name, sighting, expected) => {
    expect(quietTimeMs(sighting)).toBe(expected);
  });
});

describe('settling', () => {
  it('ends after the quiet time', () => {
    const settling = beginSettling(finished, 1000);
    expect(remainingMs(settling, 1000)).toBe(10);
    expect(remainingMs(settling, 1010)).toBe(0);
  });

  it('begins again with every other identity and every event', () => {
    const begun = beginSettling(present(), 0);
    const grown = observe(begun, { sighting: present({ size: 200n }), eventSeen: false, nowMs: 40 });
    expect(remainingMs(grown, 60)).toBe(30);
    const again = observe(grown, { sighting: present({ size: 200n }), eventSeen: true, nowMs: 60 });
    expect(remainingMs(again, 60)).toBe(50);
    const quiet = observe(again, { sighting: present({ size: 200n }), eventSeen: false, nowMs: 110 });
    expect(remainingMs(quiet, 110)).toBe(0);
  });

  it('ends in a storm of finished files, and not while one is being written', () => {
    const begun = beginSettling(finished, 0);
    const storm = observe(begun, {
      sighting: present({ ino: 2n, ctimeNs: 9n }),
      eventSeen: true,
      nowMs: 500,
    });
    expect(remainingMs(storm, 500)).toBe(0);
    const written = observe(begun, { sighting: present({ ino: 3n }), eventSeen: true, nowMs: 500 });
    expect(remainingMs(written, 500)).toBe(quietTimes.writtenMs);
  });
});

describe('a file that was quiet for long', () => {
  const nowMs = 10_000;
  it.each([
    ['old times', present({ mtimeNs: 1n, ctimeNs: 7_000_000_000n }), true],
    ['a fresh change time', present({ mtimeNs: 1n, ctimeNs: 9_000_000_000n }), false],
    ['a time in the future', present({ mtimeNs: 99_000_000_000n }), false],
    ['no file', missing, false],
  ])('is told by its own times: %s', (_name, sighting, expected) => {
    expect(isLongQuiet(sighting, nowMs)).toBe(expected);
  });
});

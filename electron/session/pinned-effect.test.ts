import { describe, expect, it } from 'vitest';
import type { PinnedCall, PinnedResult } from '../contract/kept-calls.ts';
import { pinnedCall } from '../contract/testing/pinned.ts';
import { returned } from '../contract/testing/returned.ts';
import { pinnedEffect } from './pinned-effect.ts';

function result(generation: number, text: string): PinnedResult {
  return { generation, atMs: 1, outcome: returned(text), span: null };
}

const changed = pinnedCall({ previous: result(1, '7'), latest: result(2, '12') });
const broken: PinnedCall = { ...changed, expected: '7', brokenBy: { generation: 2, build: null } };

describe('what the pinned calls tell of a build', () => {
  it('is what changed, with both results', () => {
    expect(pinnedEffect([changed, pinnedCall({ latest: result(2, '5') })], 2)).toEqual({
      ran: 2,
      failed: 0,
      stale: 0,
      changed: 1,
      broken: 0,
      examples: [{ call: 'add(3, 4)', before: '7', after: '12', broken: false }],
    });
  });

  it('names broken checks first, each once', () => {
    const effect = pinnedEffect([changed, broken], 2);
    expect(effect).toMatchObject({ changed: 2, broken: 1 });
    expect(effect?.examples.map((example) => example.broken)).toEqual([true, false]);
  });

  it('counts calls that did not return, and those that do not fit', () => {
    const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' } as const;
    const empty = { text: '', droppedBytes: 0 };
    const crashed = pinnedCall({
      previous: result(1, '7'),
      latest: { ...result(2, ''), outcome: { kind: 'fault', fault, stdout: empty, stderr: empty } },
    });
    const stale = pinnedCall({ latest: result(1, '7'), stale: 'There is no add.' });
    expect(pinnedEffect([crashed, stale], 2)).toMatchObject({ ran: 1, failed: 1, stale: 1, changed: 0 });
  });

  it('is nothing where no call ran', () => {
    expect(pinnedEffect([], 2)).toBeNull();
    expect(pinnedEffect([pinnedCall({ latest: result(1, '7') })], 2)).toBeNull();
  });
});

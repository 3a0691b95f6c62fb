import { describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';
import { type FreshnessFacts, restingFreshness } from './freshness.ts';

const { failure } = fail('not-elf', 'No.');
const fault: Fault = { kind: 'signal', signal: 'SIGSEGV', during: 'idle', stderrTail: '' };
const usual: FreshnessFacts = {
  released: false,
  loaded: true,
  fault: null,
  watching: true,
  disk: { kind: 'same' },
};

describe('what runs against what is on disk', () => {
  it.each([
    ['the same', {}, { kind: 'same' }],
    ['refused', { disk: { kind: 'refused', failure } }, { kind: 'older', failure }],
    [
      'refused, nothing loaded',
      { loaded: false, disk: { kind: 'refused', failure } },
      { kind: 'not-loaded', failure },
    ],
    [
      'refused while paused',
      { watching: false, disk: { kind: 'refused', failure } },
      { kind: 'older', failure },
    ],
    ['missing', { disk: { kind: 'missing' } }, { kind: 'missing' }],
    ['missing while paused', { watching: false, disk: { kind: 'missing' } }, { kind: 'missing' }],
    ['paused', { watching: false }, { kind: 'paused', changed: false }],
    ['paused and changed', { watching: false, disk: { kind: 'unread' } }, { kind: 'paused', changed: true }],
    ['released', { released: true, loaded: false, disk: { kind: 'missing' } }, { kind: 'released' }],
    ['crashed', { fault }, { kind: 'crashed', fault }],
  ] as const)('%s', (_name, facts, expected) => {
    expect(restingFreshness({ ...usual, ...facts })).toEqual(expected);
  });
});

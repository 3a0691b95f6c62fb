import type { PinnedCall } from '../kept-calls.ts';

/** `add(3, 4)` as a pinned call that did not run yet. */
export function pinnedCall(change: Partial<PinnedCall> = {}): PinnedCall {
  return {
    id: 'p',
    name: null,
    input: { symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] },
    expected: null,
    latest: null,
    previous: null,
    stale: null,
    verdict: null,
    brokenBy: null,
    ...change,
  };
}

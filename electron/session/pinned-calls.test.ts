import { describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import type { CallOutcome, CallRecord } from '../contract/session-state.ts';
import { returned } from '../contract/testing/returned.ts';
import { pinnedFrom, withResult } from './pinned-calls.ts';

const input = { symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] };
function record(generation: number, outcome: CallOutcome): CallRecord {
  return { id: 'r', atMs: generation, generation, input, outcome, trigger: 'pinned' };
}

describe('a pinned call', () => {
  it('shows 7 → 12 until the build after that', () => {
    const first = pinnedFrom('p', record(1, returned('7')), input);
    const second = withResult(first, record(2, returned('12')));
    expect(second).toMatchObject({ previous: { generation: 1 }, latest: { generation: 2 } });
    const repeated = withResult(second, record(2, returned('12')));
    expect(repeated).toMatchObject({ previous: { generation: 1 }, latest: { generation: 2 } });
    const third = withResult(repeated, record(3, returned('12')));
    expect(third).toMatchObject({ previous: { generation: 2 }, latest: { generation: 3 } });
  });

  it('that cannot be called keeps its results and says why', () => {
    const pinned = pinnedFrom('p', record(1, returned('7')), input);
    const { failure } = fail('dlsym-failed', 'There is no add.');
    const stale = withResult(pinned, record(2, { kind: 'failed', failure }));
    expect(stale).toMatchObject({ stale: 'There is no add.', latest: { generation: 1 }, previous: null });
    expect(withResult(stale, record(3, returned('7')))).toMatchObject({
      stale: null,
      latest: { generation: 3 },
    });
  });

  it('without a result yet has none', () => {
    expect(pinnedFrom('p', undefined, input)).toMatchObject({ latest: null, previous: null, stale: null });
  });
});

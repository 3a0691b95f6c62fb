import { describe, expect, it } from 'vitest';
import type { CallOutcome, CallRecord } from '../contract/call-record.ts';
import type { BrokenBy } from '../contract/check.ts';
import { fail } from '../contract/failure.ts';
import type { PinnedCall } from '../contract/kept-calls.ts';
import { returned } from '../contract/testing/returned.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import { pinnedFrom, withResult, withStale } from './pinned-result.ts';

const input = { symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] };
const prototype = parsePrototype(input.prototype);
if (!prototype.ok) throw new Error(prototype.failure.message);
const { result, records } = prototype.value;
const types = { result, records, out: new Map() };

function record(generation: number, outcome: CallOutcome): CallRecord {
  return { id: 'r', atMs: generation, generation, input, outcome, trigger: 'pinned' };
}

function build(generation: number): BrokenBy {
  return { generation, build: { buildId: null, hash: `hash ${generation}` } };
}

function pin(expected: string | null = null): PinnedCall {
  return pinnedFrom('p', undefined, { name: null, input, expected });
}

/** The call after runs with these generations and outcomes. */
function ran(pinned: PinnedCall, ...runs: readonly (readonly [number, CallOutcome])[]): PinnedCall {
  return runs.reduce(
    (call, [generation, outcome]) =>
      withResult(call, record(generation, outcome), { types, by: build(generation) }),
    pinned,
  );
}

const { failure } = fail('dlsym-failed', 'There is no add.');
const gone: CallOutcome = { kind: 'failed', failure };

describe('a pinned call', () => {
  it('shows 7 → 12 until the build after that', () => {
    const second = ran(pin(), [1, returned('7')], [2, returned('12')]);
    expect(second).toMatchObject({ previous: { generation: 1 }, latest: { generation: 2 } });
    const repeated = ran(second, [2, returned('12')]);
    expect(repeated).toMatchObject({ previous: { generation: 1 }, latest: { generation: 2 } });
    const third = ran(repeated, [3, returned('12')]);
    expect(third).toMatchObject({ previous: { generation: 2 }, latest: { generation: 3 } });
  });

  it('that cannot be called keeps its results and says why', () => {
    const stale = ran(pin(), [1, returned('7')], [2, gone]);
    expect(stale).toMatchObject({ stale: 'There is no add.', latest: { generation: 1 }, previous: null });
    expect(ran(stale, [3, returned('7')])).toMatchObject({ stale: null, latest: { generation: 3 } });
  });

  it('without a result yet has none', () => {
    expect(pin()).toMatchObject({ latest: null, previous: null, stale: null });
  });

  it('keeps how long its runs with one build took', () => {
    const twice = ran(pin(), [1, returned('7', { durationNs: 30 })], [1, returned('7', { durationNs: 10 })]);
    expect(twice.latest?.span).toEqual({ runs: 2, fastestNs: 10, slowestNs: 30 });
    expect(ran(twice, [2, returned('7', { durationNs: 20 })]).latest?.span?.runs).toBe(1);
  });
});

describe('a check', () => {
  it('names the build that broke it until it passes again', () => {
    const green = ran(pin('7'), [1, returned('7')], [2, returned('7')]);
    expect(green).toMatchObject({ verdict: { kind: 'passed' }, brokenBy: null });
    const red = ran(green, [3, returned('12')], [4, returned('13')]);
    expect(red).toMatchObject({
      verdict: { kind: 'failed', reason: 'Expected 7, got 13.' },
      brokenBy: build(3),
    });
    expect(ran(red, [5, returned('7')])).toMatchObject({ verdict: { kind: 'passed' }, brokenBy: null });
  });

  it('that never passed was broken by no build', () => {
    expect(ran(pin('7'), [1, returned('12')], [2, returned('13')])).toMatchObject({
      verdict: { kind: 'failed' },
      brokenBy: null,
    });
  });

  it('is broken by a build that crashes in it or does not have the symbol', () => {
    const silence = { text: '', droppedBytes: 0 };
    const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' } as const;
    const crash: CallOutcome = { kind: 'fault', fault, stdout: silence, stderr: silence };
    const green = ran(pin('7'), [1, returned('7')]);
    expect(ran(green, [2, crash])).toMatchObject({ verdict: { kind: 'failed' }, brokenBy: build(2) });
    const stale = ran(green, [2, gone]);
    expect(stale).toMatchObject({ stale: 'There is no add.', brokenBy: build(2) });
    expect(ran(stale, [3, returned('12')]).brokenBy).toEqual(build(2));
    expect(ran(stale, [3, returned('7')])).toMatchObject({ stale: null, brokenBy: null });
  });

  it('is not broken by a runner that could not be started', () => {
    const green = ran(pin('7'), [1, returned('7')]);
    const { failure: unavailable } = fail('runner-unavailable', 'No runner.');
    const stale = withStale(green, unavailable, build(2));
    expect(stale.brokenBy).toBeNull();
    expect(ran(stale, [2, returned('12')]).brokenBy).toEqual(build(2));
  });
});

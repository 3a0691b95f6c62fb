import type { Measure, Timing } from '../contract/runner-protocol.ts';
import type { CallLoop } from './call-loop.ts';
import { histogramOf } from './histogram.ts';

/** A measurement of nobody's choice ends after so many runs or so long. */
const defaults = { runs: 1000, ms: 1000 } as const;
// The clock must cost less than 2 % of what it measures.
const clockShare = 50;
// Neighbouring batches are joined when there are more: memory stays bounded however long it takes.
const maximumBatches = 1 << 17;

// A batch that is too short shows early.
const trialBatches = 64;

/** The batches' mean durations per run, in nanoseconds, and what came of the last run. */
interface Batches {
  readonly result: unknown;
  readonly runs: number;
  readonly batch: number;
  readonly perRunNs: Float64Array;
}

/** The limits of a measurement in use. */
interface Limits {
  readonly runs: number;
  readonly endsAt: bigint;
}

/**
 * Calls again and again until the limits are reached, at least once, and times so many runs together that reading the
 * clock costs less than 2 % of them. The `empty` loop calls what does as little as a function can, with the same
 * arguments; its turn comes after `afterwards`.
 */
export function measureCalls(
  loops: { readonly measured: CallLoop; readonly empty: CallLoop | null },
  measure: Measure,
  afterwards: () => void,
): { readonly result: unknown; readonly timing: Timing } {
  const batches = timeBatches(loops.measured, limitsOf(measure));
  afterwards();
  const overheadNs = loops.empty && emptyCallNs(loops.empty, batches);
  return { result: batches.result, timing: { ...summarize(batches), overheadNs } };
}

function limitsOf({ runs, ms }: Measure): Limits {
  const neither = runs === null && ms === null;
  const milliseconds = neither ? defaults.ms : (ms ?? Number.MAX_SAFE_INTEGER / 1e6);
  return {
    runs: Math.max(1, Math.floor(neither ? defaults.runs : (runs ?? Number.MAX_SAFE_INTEGER))),
    endsAt: process.hrtime.bigint() + BigInt(Math.floor(Math.max(0, milliseconds) * 1e6)),
  };
}

function timeBatches(loop: CallLoop, limits: Limits): Batches {
  const leastNs = clockCostNs() * clockShare;
  let batch = 1;
  let runs = 0;
  let result: unknown;
  let samples = new Samples();
  for (;;) {
    const size = Math.min(batch, limits.runs - runs);
    const startedAt = process.hrtime.bigint();
    result = loop(size);
    const endedAt = process.hrtime.bigint();
    const tookNs = Number(endedAt - startedAt);
    runs += size;
    const isOver = runs >= limits.runs || endedAt >= limits.endsAt;
    // A batch cut short by the last run would weigh as much as a whole one.
    if (size === batch || samples.count === 0) samples.add(tookNs / size);
    if (isOver)
      return { result, runs, batch: Math.min(batch, runs) * samples.joined, perRunNs: samples.taken() };
    if (tookNs < leastNs && size === batch && samples.count < trialBatches) {
      // Something may have held up an earlier, shorter batch: what was measured so far is mostly the clock.
      batch *= 2;
      samples = new Samples();
    }
  }
}

/** Means of batches; when there are too many, each two become one of twice the size. */
class Samples {
  count = 0;
  joined = 1;
  #values = new Float64Array(1024);
  #pending = 0;
  #pendingCount = 0;

  add(value: number): void {
    this.#pending += value;
    this.#pendingCount += 1;
    if (this.#pendingCount < this.joined) return;
    this.#push(this.#pending / this.joined);
    this.#pending = 0;
    this.#pendingCount = 0;
  }

  taken(): Float64Array {
    return this.#values.slice(0, this.count);
  }

  #push(value: number): void {
    if (this.count === maximumBatches) this.#join();
    if (this.count === this.#values.length) {
      const larger = new Float64Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.count] = value;
    this.count += 1;
  }

  #join(): void {
    this.joined *= 2;
    this.count /= 2;
    for (let at = 0; at < this.count; at++) {
      this.#values[at] = ((this.#values[2 * at] ?? 0) + (this.#values[2 * at + 1] ?? 0)) / 2;
    }
  }
}

/** What reading the clock twice costs, in nanoseconds. */
function clockCostNs(): number {
  const readings = 200;
  const startedAt = process.hrtime.bigint();
  for (let done = 0; done < readings; done++) process.hrtime.bigint();
  return (2 * Number(process.hrtime.bigint() - startedAt)) / readings;
}

/** The median of the empty call, in batches of the same size; a tenth of a second is plenty. */
function emptyCallNs(empty: CallLoop, { batch }: Batches): number {
  const endsAt = process.hrtime.bigint() + 100_000_000n;
  const runs = Math.max(batch, 1000) * 1000;
  return median(timeBatches(empty, { runs, endsAt }).perRunNs.sort());
}

function summarize({ runs, batch, perRunNs }: Batches): Omit<Timing, 'overheadNs'> {
  const sorted = perRunNs.sort();
  return {
    runs,
    batch,
    medianNs: median(sorted),
    p95Ns: quantile(sorted, 0.95),
    minimumNs: sorted[0] ?? 0,
    maximumNs: sorted.at(-1) ?? 0,
    histogram: histogramOf(sorted),
  };
}

function median(sorted: Float64Array): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** The nearest-rank quantile. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

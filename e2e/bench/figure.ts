import { median, percentile95, significant } from './statistics.ts';

/** One figure as `npm run bench` prints it; `ratio` is median over the reference's median. */
export interface FigureResult {
  readonly name: string;
  readonly unit: string;
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
  readonly reference?: { readonly name: string; readonly median: number };
  readonly ratio?: number;
}

/** Says on stderr what is going on. */
export type Progress = (line: string) => void;

/** Figures that are taken together, because they come from the same runs. */
export interface Benchmark {
  readonly names: readonly string[];
  readonly run: (progress: Progress) => Promise<readonly FigureResult[]>;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly reference?: { readonly name: string; readonly values: readonly number[] };
}

/** Summarises the values of one figure and of its reference. */
export function summarize({ name, unit, values, reference }: Measured): FigureResult {
  const middle = median(values);
  const own = {
    name,
    unit,
    median: significant(middle),
    p95: significant(percentile95(values)),
    runs: values.length,
  };
  if (reference === undefined) return own;
  const referenceMedian = median(reference.values);
  return {
    ...own,
    reference: { name: reference.name, median: significant(referenceMedian) },
    ratio: significant(middle / referenceMedian),
  };
}

/**
 * Runs all of them in turns, A B A B …, so that what else the machine does falls on each alike. A first round that
 * warms the file cache does not count.
 */
export async function inTurns<Key extends string>(
  runs: number,
  measures: Readonly<Record<Key, () => Promise<number>>>,
  progress: Progress,
): Promise<Record<Key, number[]>> {
  const keys = Object.keys(measures) as Key[];
  const values = Object.fromEntries(keys.map((key) => [key, []])) as unknown as Record<Key, number[]>;
  for (let round = 0; round <= runs; round++) {
    if (round > 0) progress(`  round ${round} of ${runs}`);
    for (const key of keys) {
      const value = await measures[key]();
      if (round > 0) values[key].push(value);
    }
  }
  return values;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

import { callBenchmark } from './call-benchmark.ts';
import type { Benchmark, FigureResult, Progress } from './figure.ts';
import { launchBenchmark } from './launch-benchmark.ts';
import { describeMachine } from './machine.ts';
import { memoryBenchmark } from './memory-benchmark.ts';
import { paintBenchmark } from './paint-benchmark.ts';
import { prototypesBenchmark } from './prototypes-benchmark.ts';
import { reloadBenchmark } from './reload-benchmark.ts';
import { symbolsBenchmark } from './symbols-benchmark.ts';

const benchmarks: readonly Benchmark[] = [
  symbolsBenchmark,
  prototypesBenchmark,
  callBenchmark,
  reloadBenchmark,
  launchBenchmark,
  paintBenchmark,
  memoryBenchmark,
];

/**
 * Takes all figures, or with `--only NAME` those whose name begins with it, and prints `{ machine, results }` as one
 * JSON document on stdout, progress on stderr. Resolves to the exit code: 0, or 2 for a name that no figure has.
 */
export async function runBench(args: readonly string[]): Promise<number> {
  const progress: Progress = (line) => process.stderr.write(`${line}\n`);
  const only = nameIn(args);
  const chosen =
    only === null ? [] : benchmarks.filter(({ names }) => names.some((name) => name.startsWith(only)));
  if (only === null || chosen.length === 0) {
    progress(
      `npm run bench takes nothing, or -- --only with one of: ${benchmarks.flatMap(({ names }) => names).join(', ')}`,
    );
    return 2;
  }
  const machine = describeMachine();
  const results: FigureResult[] = [];
  for (const { names, run } of chosen) {
    progress(`· ${names.join(', ')}`);
    results.push(...(await run(progress)));
  }
  const wanted = results.filter(({ name }) => name.startsWith(only));
  process.stdout.write(`${JSON.stringify({ machine, results: wanted }, null, 2)}\n`);
  return 0;
}

/** What `--only` names; empty for everything, null for arguments that make no sense. */
function nameIn(args: readonly string[]): string | null {
  if (args.length === 0) return '';
  const [flag, name] = args;
  return args.length === 2 && flag === '--only' && name !== undefined && name !== '' ? name : null;
}

import { parseArgs } from 'node:util';
import { buildRunnerForTests } from '../../../runner/build-for-tests.ts';
import { type SoakRun, soakMixture, soakSteadily } from './soak-runs.ts';

// By then as many earlier builds are kept as ever will be.
const warmUp = 25;

interface SoakPlan {
  readonly seed: number;
  /** Builds put in place with swap; fresh and strict get a fifth of them each. */
  readonly replacements: number;
  readonly reloads: number;
}

/**
 * Takes `--seed`, `--replacements` and `--reloads`, prints what came of them as one JSON document on stdout, progress
 * on stderr. Resolves to the exit code: 0, 1 when anything was missed, doubled, stale or not flat, 2 for arguments
 * that make no sense.
 */
export async function runSoak(args: readonly string[]): Promise<number> {
  const plan = planOf(args);
  if (plan === null) {
    say(
      'npm run soak takes -- --seed N, --replacements N and --reloads N (50 at least), whole numbers above 0',
    );
    return 2;
  }
  const runner = await buildRunnerForTests();
  try {
    const { mixtures, steady } = await carryOut(plan, runner.path);
    const complaints = [...mixtures, steady].flatMap((run) => run.complaints);
    const document = { ...plan, mixtures: mixtures.map(resultOf), steady: steady.result, complaints };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return complaints.length === 0 ? 0 : 1;
  } finally {
    await runner.remove();
  }
}

async function carryOut({ seed, replacements, reloads }: SoakPlan, runner: string) {
  const share = Math.ceil(replacements / 5);
  const parts = [
    { strategy: 'swap', replacements, seed },
    { strategy: 'fresh', replacements: share, seed },
    { strategy: 'strict', replacements: share, seed },
  ] as const;
  const mixtures = [];
  for (const part of parts) {
    say(`· ${part.replacements} replacements of every style, ${part.strategy}, seed ${seed}`);
    mixtures.push(await soakMixture(runner, part));
  }
  say(`· ${reloads} reloads by swap`);
  return {
    mixtures,
    steady: await soakSteadily(runner, { reloads, every: Math.max(warmUp, Math.ceil(reloads / 10)) }),
  };
}

function resultOf<Result>({ result }: SoakRun<Result>): Result {
  return result;
}

/** What was asked for, 1,000 replacements and 500 reloads unless said otherwise; null for what makes no sense. */
function planOf(args: readonly string[]): SoakPlan | null {
  try {
    const options = { seed: number('1'), replacements: number('1000'), reloads: number('500') };
    const { values } = parseArgs({ args: [...args], options });
    const plan = {
      seed: Number(values.seed),
      replacements: Number(values.replacements),
      reloads: Number(values.reloads),
    };
    return Object.values(plan).every((value) => Number.isSafeInteger(value) && value > 0) &&
      plan.reloads >= 2 * warmUp
      ? plan
      : null;
  } catch {
    // An option that does not exist, or one without its value.
    return null;
  }
}

function number(byDefault: string) {
  return { type: 'string', default: byDefault } as const;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

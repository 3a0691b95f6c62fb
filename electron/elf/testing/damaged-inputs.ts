import { SeededRandom } from './mutations.ts';

export interface DamageReport {
  /** What threw: the seed, the number of the input, the stack. */
  readonly broken: readonly string[];
  readonly slowest: { readonly ms: number; readonly input: string };
}

/** Hands inputs to `read` one after the other, from the seeds in turn, each with its own random numbers, the same in every run. */
export async function readDamaged<Seed extends { readonly name: string }>(
  inputCount: number,
  seeds: readonly Seed[],
  read: (seed: Seed, random: SeededRandom) => unknown,
): Promise<DamageReport> {
  const broken: string[] = [];
  let slowest = { ms: 0, input: '' };
  for (let number = 0; number < inputCount; number += 1) {
    const seed = seeds[number % seeds.length];
    if (seed === undefined) throw new Error('there are no seeds');
    const input = `${seed.name}, input ${number}`;
    const started = performance.now();
    try {
      await read(seed, new SeededRandom(number + 1));
    } catch (error) {
      broken.push(`${input}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const ms = performance.now() - started;
    if (ms > slowest.ms) slowest = { ms, input };
  }
  return { broken, slowest };
}

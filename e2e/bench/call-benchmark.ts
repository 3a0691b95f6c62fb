import { fork } from 'node:child_process';
import { encodeArguments } from '../../electron/ctypes/encode-arguments.ts';
import { parsePrototype } from '../../electron/ctypes/parse-prototype.ts';
import { forkRunner } from '../../electron/processes/fork-transport.ts';
import { createRunnerClient } from '../../electron/processes/runner-client.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { type Benchmark, inTurns, type Progress, summarize, timed } from './figure.ts';
import { childScript, cliPath, outputOf, runnerPath } from './programs.ts';

const library = samplePath('libctest');
const prototype = 'int add(int a, int b)';
const repeat = 1_000_000;
const runs = 9;
const roundTripsPerRun = 300;

/**
 * One call inside the runner's engine against koffi alone, on the command line and as the form makes it, and one
 * question to the runner against an echo.
 */
export const callBenchmark: Benchmark = {
  names: ['call-repeated', 'call-form-repeated', 'call-round-trip'],
  run: async (progress) => [...(await repeatedCalls(progress)), ...(await roundTrips(progress))],
};

async function repeatedCalls(progress: Progress) {
  const values = await inTurns(
    runs,
    {
      engine: async () => {
        const args = ['call', library, prototype, '3', '4', '--repeat', String(repeat), '--json'];
        const answer: { readonly durationNs: number } = JSON.parse(
          await outputOf(process.execPath, [cliPath, ...args]),
        );
        return answer.durationNs;
      },
      form: durationFromForm,
      koffi: async () =>
        Number(await outputOf(process.execPath, [childScript('raw-koffi'), library, String(repeat)])),
    },
    progress,
  );
  const reference = { name: 'koffi in a loop', values: values.koffi };
  return [
    summarize({ name: 'call-repeated', unit: 'ns', values: values.engine, reference }),
    summarize({ name: 'call-form-repeated', unit: 'ns', values: values.form, reference }),
  ];
}

/** A runner of its own for each turn, as koffi alone has a process of its own. */
async function durationFromForm(): Promise<number> {
  const runner = await loadedRunner();
  try {
    const { outcome } = await runner.call(repeat);
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.value.durationNs;
  } finally {
    await runner.stop();
  }
}

async function roundTrips(progress: Progress) {
  const runner = await loadedRunner();
  const echo = await startEcho();
  try {
    const mean = async (ask: () => Promise<unknown>) => {
      const tookMs = await timed(async () => {
        for (let done = 0; done < roundTripsPerRun; done++) await ask();
      });
      return tookMs / roundTripsPerRun;
    };
    const values = await inTurns(
      runs,
      { runner: () => mean(() => runner.call(1)), echo: () => mean(echo.ask) },
      progress,
    );
    const reference = { name: 'echo of a child process', values: values.echo };
    return [summarize({ name: 'call-round-trip', unit: 'ms', values: values.runner, reference })];
  } finally {
    await runner.stop();
    echo.stop();
  }
}

/** A runner with the sample open; its argument texts are encoded as those of the form are. */
async function loadedRunner() {
  const parsed = parsePrototype(prototype);
  const runner = createRunnerClient(forkRunner(runnerPath));
  const { outcome } = await runner.load({ path: library, binding: 'now', preload: [] });
  const encoded = parsed.ok ? encodeArguments(parsed.value, ['3', '4']) : parsed;
  if (!parsed.ok || !outcome.ok || !encoded.ok) throw new Error('the sample cannot be loaded');
  const request = {
    handle: outcome.value.handle,
    symbol: 'add',
    prototype: parsed.value,
    arguments: encoded.value.values,
    extra: encoded.value.extra,
    measure: null,
  };
  return { call: (times: number) => runner.call({ ...request, repeat: times }), stop: () => runner.stop() };
}

async function startEcho() {
  const child = fork(childScript('echo'), [], { serialization: 'advanced' });
  const nextMessage = () => new Promise((resolve) => child.once('message', resolve));
  await nextMessage();
  const question = { id: 1, type: 'call', arguments: [3n, 4n] };
  const ask = () => {
    const answered = nextMessage();
    child.send(question);
    return answered;
  };
  return { ask, stop: () => child.disconnect() };
}

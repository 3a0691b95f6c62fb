import { samplePath } from '../../native-samples/samples.ts';
import { emptyApp, type RunningApp, startEmptyWindow, startInspector } from './electron-apps.ts';
import { type Benchmark, inTurns, summarize } from './figure.ts';

const runs = 5;

/** From the start of the process to a usable window, against a window with nothing in it. */
export const launchBenchmark: Benchmark = {
  names: ['launch-ready'],
  run: async (progress) => {
    const empty = await emptyApp();
    try {
      const values = await inTurns(
        runs,
        {
          inspector: () => launchTime(() => startInspector([samplePath('libctest')])),
          empty: () => launchTime(() => startEmptyWindow(empty.folder)),
        },
        progress,
      );
      const reference = { name: 'empty Electron window', values: values.empty };
      return [summarize({ name: 'launch-ready', unit: 'ms', values: values.inspector, reference })];
    } finally {
      await empty.remove();
    }
  },
};

async function launchTime(start: () => Promise<RunningApp>): Promise<number> {
  const startedAt = performance.now();
  const running = await start();
  const tookMs = performance.now() - startedAt;
  await running.close();
  return tookMs;
}

import { samplePath } from '../../native-samples/samples.ts';
import { systemLibrary } from '../support/system-library.ts';
import { emptyApp, type RunningApp, startEmptyWindow, startInspector } from './electron-apps.ts';
import { type Benchmark, inTurns, summarize } from './figure.ts';
import { settledMemoryMb } from './process-memory.ts';

const runs = 3;

/** What all processes together hold with a small and with a large library open, against an empty window. */
export const memoryBenchmark: Benchmark = {
  names: ['memory-small-library', 'memory-large-library'],
  run: async (progress) => {
    const empty = await emptyApp();
    const large = systemLibrary(
      'libLLVM-15.so.1',
      'libLLVM-16.so.1',
      'libLLVM-14.so.1',
      'libcrypto.so.3',
      'libc.so.6',
    );
    try {
      const values = await inTurns(
        runs,
        {
          small: () => memoryOf(() => startInspector([samplePath('libctest')])),
          large: () => memoryOf(() => startInspector([large])),
          empty: () => memoryOf(() => startEmptyWindow(empty.folder)),
        },
        progress,
      );
      const reference = { name: 'empty Electron window', values: values.empty };
      return [
        summarize({ name: 'memory-small-library', unit: 'MB', values: values.small, reference }),
        summarize({ name: 'memory-large-library', unit: 'MB', values: values.large, reference }),
      ];
    } finally {
      await empty.remove();
    }
  },
};

async function memoryOf(start: () => Promise<RunningApp>): Promise<number> {
  const running = await start();
  try {
    const grid = running.page.getByRole('grid', { name: 'Exported symbols' });
    const hasGrid = (await running.page.locator('body > *').count()) > 0;
    if (hasGrid) await grid.getByRole('row').nth(1).waitFor();
    return await settledMemoryMb(running.app.process().pid ?? 0);
  } finally {
    await running.close();
  }
}

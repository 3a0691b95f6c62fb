import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { PageApi } from '../../electron/contract/ipc.ts';
import { startInspector } from './electron-apps.ts';
import { type Benchmark, inTurns, summarize } from './figure.ts';
import { TwoBuilds } from './two-builds.ts';

const runs = 15;
// The next spare runner is started once it has been calm for a while.
const calmMs = 1500;

/** From the rename of a new build over the library to callable, and to painted, in the real window. */
export const paintBenchmark: Benchmark = {
  names: ['window-reload-callable', 'window-reload-painted'],
  run: async (progress) => {
    const builds = await TwoBuilds.create();
    const running = await startInspector([builds.path]);
    const callable: number[] = [];
    try {
      await running.page.locator('[data-generation="1"][data-verdict="loaded"]').waitFor();
      let generation = 1;
      const { painted } = await inTurns(
        runs,
        {
          painted: async () => {
            generation += 1;
            const times = await reload(running.page, builds, generation);
            callable.push(times.callableMs);
            return times.paintedMs;
          },
        },
        progress,
      );
      return [
        summarize({ name: 'window-reload-callable', unit: 'ms', values: callable.slice(1) }),
        summarize({ name: 'window-reload-painted', unit: 'ms', values: painted }),
      ];
    } finally {
      await running.close();
      await builds.remove();
    }
  },
};

async function reload(page: Page, builds: TwoBuilds, generation: number) {
  const build = await builds.ready();
  await pause(calmMs);
  const since = (startedAt: () => number) => () => performance.now() - startedAt();
  let startedAt = 0;
  const elapsed = since(() => startedAt);
  const callable = page.evaluate(whenCallable, generation).then(elapsed);
  const painted = page.evaluate(whenPainted, generation).then(elapsed);
  // Answered after the two above have begun to wait.
  await page.evaluate(() => null);
  startedAt = performance.now();
  await build.rename();
  return { callableMs: await callable, paintedMs: await painted };
}

/** In the page: resolves when main says that the generation answers calls. */
function whenCallable(generation: number): Promise<void> {
  const { dlscope } = globalThis as unknown as { readonly dlscope: PageApi };
  return new Promise((resolve) => {
    const unsubscribe = dlscope.subscribe('library:changed', (state) => {
      if (state.generation?.number !== generation) return;
      unsubscribe();
      resolve();
    });
  });
}

/** In the page: resolves in the frame after the one that shows the generation in the history. */
function whenPainted(generation: number): Promise<void> {
  const row = `[data-generation="${generation}"][data-verdict="loaded"]`;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(row) === null) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  });
}

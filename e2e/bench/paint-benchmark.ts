import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { PageApi } from '../../electron/contract/ipc.ts';
import { startInspector } from './electron-apps.ts';
import { type Benchmark, inTurns, summarize } from './figure.ts';
import { watchLastChange } from './last-change.ts';
import { TwoBuilds } from './two-builds.ts';

const runs = 15;
// The next spare runner is started once it has been calm for a while.
const calmMs = 1500;

/**
 * From the rename of a new build over the library, and from the linker's last write to it, to callable and to painted in
 * the real window.
 */
export const paintBenchmark: Benchmark = {
  names: [
    'window-reload-callable',
    'window-reload-painted',
    'window-relink-callable',
    'window-relink-painted',
  ],
  run: async (progress) => {
    const builds = await TwoBuilds.create();
    const running = await startInspector([builds.path]);
    const reloadedCallable: number[] = [];
    const relinkedCallable: number[] = [];
    let generation = 1;
    const measure = async (change: Change, callable: number[]): Promise<number> => {
      generation += 1;
      const times = await reload(running.page, change, generation);
      callable.push(times.callableMs);
      return times.paintedMs;
    };
    try {
      await running.page.locator('[data-generation="1"][data-verdict="loaded"]').waitFor();
      const { reloaded, relinked } = await inTurns(
        runs,
        {
          reloaded: async () => measure(await rename(builds), reloadedCallable),
          relinked: () => measure(relink(builds), relinkedCallable),
        },
        progress,
      );
      // The first is the warm-up, which `inTurns` leaves out as well.
      return [
        summarize({ name: 'window-reload-callable', unit: 'ms', values: reloadedCallable.slice(1) }),
        summarize({ name: 'window-reload-painted', unit: 'ms', values: reloaded }),
        summarize({ name: 'window-relink-callable', unit: 'ms', values: relinkedCallable.slice(1) }),
        summarize({ name: 'window-relink-painted', unit: 'ms', values: relinked }),
      ];
    } finally {
      await running.close();
      await builds.remove();
    }
  },
};

/** Puts another build in place and resolves to the moment from which on it could be read. */
type Change = () => Promise<number>;

async function rename(builds: TwoBuilds): Promise<Change> {
  const build = await builds.ready();
  return async () => {
    const startedAt = performance.now();
    await build.rename();
    return startedAt;
  };
}

function relink(builds: TwoBuilds): Change {
  return async () => {
    const lastChange = watchLastChange(dirname(builds.path));
    try {
      await builds.relink();
      return lastChange.at();
    } finally {
      lastChange.close();
    }
  };
}

async function reload(page: Page, change: Change, generation: number) {
  await pause(calmMs);
  const now = () => performance.now();
  const callable = page.evaluate(whenCallable, generation).then(now);
  const painted = page.evaluate(whenPainted, generation).then(now);
  // Answered after the two above have begun to wait.
  await page.evaluate(() => null);
  const startedAt = await change();
  return { callableMs: (await callable) - startedAt, paintedMs: (await painted) - startedAt };
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

import { fork, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type Benchmark, inTurns, type Progress, summarize } from './figure.ts';
import { childScript, cliPath } from './programs.ts';
import { TwoBuilds } from './two-builds.ts';

const runs = 20;
// The next spare runner is started once it has been calm for a while.
const calmMs = 700;

/** A program that tells when it has taken up a new build. */
interface Reloader {
  /** Resolves when the next build can be called. */
  nextReload(): Promise<void>;
  stop(): void;
}

/** From the change of the file to callable, in `dlscope watch`, against the article's steps without any care. */
export const reloadBenchmark: Benchmark = {
  names: ['reload-callable', 'relink-callable'],
  run: async (progress) => {
    const ours = await TwoBuilds.create();
    const bare = await TwoBuilds.create();
    const inspector = await startWatch(ours.path);
    const article = await startArticle(bare.path);
    try {
      const renamed = await inTurns(
        runs,
        {
          inspector: () => fromRename(ours, inspector),
          article: () => fromRename(bare, article),
        },
        progress,
      );
      const reference = { name: 'fs.watch, dlclose, dlopen, call', values: renamed.article };
      return [
        summarize({ name: 'reload-callable', unit: 'ms', values: renamed.inspector, reference }),
        await relinks(ours, inspector, progress),
      ];
    } finally {
      inspector.stop();
      article.stop();
      await Promise.all([ours.remove(), bare.remove()]);
    }
  },
};

async function fromRename(builds: TwoBuilds, reloader: Reloader): Promise<number> {
  const build = await builds.ready();
  await pause(calmMs);
  const reloaded = reloader.nextReload();
  const startedAt = performance.now();
  await build.rename();
  await reloaded;
  return performance.now() - startedAt;
}

/** From the last thing that GNU ld does to the file, as this process hears of it. */
async function relinks(builds: TwoBuilds, reloader: Reloader, progress: Progress) {
  let lastChangeAt = 0;
  const watcher = watch(dirname(builds.path), () => {
    lastChangeAt = performance.now();
  });
  try {
    const { linked } = await inTurns(
      runs,
      {
        linked: async () => {
          await pause(calmMs);
          const reloaded = reloader.nextReload().then(() => performance.now());
          await builds.relink();
          const reloadedAt = await reloaded;
          return reloadedAt - lastChangeAt;
        },
      },
      progress,
    );
    return summarize({ name: 'relink-callable', unit: 'ms', values: linked });
  } finally {
    watcher.close();
  }
}

async function startWatch(library: string): Promise<Reloader> {
  const child = spawn(process.execPath, [cliPath, 'watch', library, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (name: string): Promise<void> => {
    for (;;) {
      const line = await lines.next();
      if (line.done === true) throw new Error('dlscope watch ended');
      const event: { readonly event: string } = JSON.parse(line.value);
      if (event.event === name) return;
    }
  };
  await next('loaded');
  return { nextReload: () => next('reloaded'), stop: () => void child.kill('SIGTERM') };
}

async function startArticle(library: string): Promise<Reloader> {
  const child = fork(childScript('article-reload'), [library]);
  const nextMessage = () => new Promise<void>((resolve) => child.once('message', () => resolve()));
  await nextMessage();
  return { nextReload: nextMessage, stop: () => child.disconnect() };
}

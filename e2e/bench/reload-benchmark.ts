import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Benchmark, type FigureResult, inTurns, type Progress, summarize } from './figure.ts';
import { watchLastChange } from './last-change.ts';
import { type Reloader, startArticleProgram, startDesign, startWatch } from './reloaders.ts';
import { TwoBuilds } from './two-builds.ts';

const runs = 20;
// The next spare runner is started once it has been calm for a while.
const calmMs = 700;
// Who looks once a second is met at any moment of it.
const pollMs = 1000;

/** Each has a library of its own. */
interface Measured {
  readonly builds: TwoBuilds;
  readonly reloader: Reloader;
}

const starts = {
  inspector: startWatch,
  bare: (library: string) => startDesign('article-reload', library),
  article: startArticleProgram,
  statPoll: (library: string) => startDesign('stat-poll-reload', library),
  debounced: (library: string) => startDesign('debounced-reload', library),
} as const;

type Design = keyof typeof starts;

/** From the change of the file to the new code called: in `dlscope watch`, in the article's program, and in the usual designs. */
export const reloadBenchmark: Benchmark = {
  names: [
    'reload-callable',
    'reload-by-article',
    'reload-by-stat-poll',
    'reload-by-debounce',
    'relink-callable',
    'relink-by-stat-poll',
    'relink-by-debounce',
  ],
  run: async (progress) => {
    const designs = new Map<Design, Measured>();
    try {
      for (const design of Object.keys(starts) as Design[]) designs.set(design, await start(design));
      const measured = (design: Design): Measured => {
        const found = designs.get(design);
        if (found === undefined) throw new Error(`${design} was not started`);
        return found;
      };
      return [...(await renames(measured, progress)), ...(await relinks(measured, progress))];
    } finally {
      for (const { reloader, builds } of designs.values()) {
        reloader.stop();
        await builds.remove();
      }
    }
  },
};

async function start(design: Design): Promise<Measured> {
  const builds = await TwoBuilds.create();
  return { builds, reloader: await starts[design](builds.path) };
}

type Find = (design: Design) => Measured;

async function renames(measured: Find, progress: Progress): Promise<readonly FigureResult[]> {
  const { inspector, bare, article, statPoll, debounced } = await inTurns(
    runs,
    {
      inspector: () => fromRename(measured('inspector')),
      bare: () => fromRename(measured('bare')),
      article: () => fromRename(measured('article')),
      statPoll: () => fromRename(measured('statPoll')),
      debounced: () => fromRename(measured('debounced')),
    },
    progress,
  );
  const reference = { name: 'dlscope watch', values: inspector };
  const bareReference = { name: 'fs.watch, dlclose, dlopen, call', values: bare };
  return [
    summarize({ name: 'reload-callable', unit: 'ms', values: inspector, reference: bareReference }),
    // Asked without a pause: a person who types takes seconds.
    summarize({ name: 'reload-by-article', unit: 'ms', values: article, reference }),
    summarize({ name: 'reload-by-stat-poll', unit: 'ms', values: statPoll, reference }),
    summarize({ name: 'reload-by-debounce', unit: 'ms', values: debounced, reference }),
  ];
}

async function fromRename({ builds, reloader }: Measured): Promise<number> {
  const build = await builds.ready();
  await pause(calmMs + Math.random() * pollMs);
  const reloaded = reloader.nextReload();
  const startedAt = performance.now();
  await build.rename();
  await reloaded;
  return performance.now() - startedAt;
}

async function relinks(measured: Find, progress: Progress): Promise<readonly FigureResult[]> {
  const { inspector, statPoll, debounced } = await inTurns(
    runs,
    {
      inspector: () => fromRelink(measured('inspector')),
      statPoll: () => fromRelink(measured('statPoll')),
      debounced: () => fromRelink(measured('debounced')),
    },
    progress,
  );
  const reference = { name: 'dlscope watch', values: inspector };
  return [
    summarize({ name: 'relink-callable', unit: 'ms', values: inspector }),
    summarize({ name: 'relink-by-stat-poll', unit: 'ms', values: statPoll, reference }),
    summarize({ name: 'relink-by-debounce', unit: 'ms', values: debounced, reference }),
  ];
}

/** From the last thing that GNU ld does to the file, as this process hears of it. */
async function fromRelink({ builds, reloader }: Measured): Promise<number> {
  const lastChange = watchLastChange(dirname(builds.path));
  try {
    await pause(calmMs + Math.random() * pollMs);
    const reloaded = reloader.nextReload().then(() => performance.now());
    await builds.relink();
    return (await reloaded) - lastChange.at();
  } finally {
    lastChange.close();
  }
}

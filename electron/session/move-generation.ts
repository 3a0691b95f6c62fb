import { type Outcome, succeed } from '../contract/failure.ts';
import type { Generation, LibraryOptions, RunPlace } from '../contract/generation.ts';
import { conclude } from './conclude-attempt.ts';
import { effectiveStrategy, staleCodeAfter } from './decide-reload.ts';
import { bidFarewell, type Farewell } from './farewell.ts';
import { type Greeting, greet } from './greeting.ts';
import { changeOf, recordLine } from './history-line.ts';
import { isOnDisk } from './look-at-build.ts';
import { runPinnedAfterLoad } from './pinned-calls.ts';
import { endGeneration } from './retire-generation.ts';
import { giveUp, mintGeneration, type Opened, openInNewRunner, putInPlace } from './runner-use.ts';
import { inBackground, type Running, rest, type SessionCore } from './session-core.ts';
import { takeBackState } from './take-over.ts';
import { tellState } from './tell-state.ts';

/**
 * Opens the running build where and how the options will say, as the next generation; only when that worked they
 * change, so that they are always true of what runs. The file on disk has no part in it: it may hold another build.
 * Runs inside `exclusive`.
 */
export async function moveGeneration(
  core: SessionCore,
  old: Running,
  options: LibraryOptions,
): Promise<Outcome<null>> {
  const { clock } = core.dependencies;
  const startedAtMs = clock.monotonicMs();
  core.store.change({ freshness: { kind: 'loading', sinceMs: clock.nowMs() } });
  const moved = await openThere(core, old, options);
  if (core.closed) {
    if (!moved.ok) return moved;
    await giveUp(core, moved.value.opened);
    return succeed(null);
  }
  const durationMs = clock.monotonicMs() - startedAtMs;
  if (!moved.ok) {
    rest(core);
    const { failure } = moved;
    recordLine(core, {
      verdict: failure.fault === undefined ? 'rejected' : 'crashed',
      trigger: 'option',
      durationMs,
      failure,
      fault: failure.fault ?? null,
      notes: ['The running build could not be opened with the new options, which stay as they were.'],
    });
    return moved;
  }
  core.store.change({ options });
  const { opened, farewell, greeting } = moved.value;
  const generation = takePlace(core, old, opened);
  const change = changeOf(old.build);
  const entry = conclude(core, {
    verdict: 'loaded',
    trigger: 'option',
    durationMs,
    generation: generation.number,
    before: change,
    after: change,
    symbolCount: old.generation.facts.exportCount,
    notes: [
      `The build that ran was opened again ${placeWords[options.runIn]}.`,
      ...farewell.notes,
      ...greeting.notes,
    ],
  });
  void tellState(core, entry, { generation, farewell, carried: greeting.carried });
  inBackground(core, endGeneration(core, old, core.limits.unloadTimeoutMs));
  inBackground(core, runPinnedAfterLoad(core));
  return succeed(null);
}

interface Moved {
  readonly opened: Opened;
  readonly farewell: Farewell;
  readonly greeting: Greeting;
}

/** Opens the build a second time, with the state that it is to go on with; what runs stays until then. */
async function openThere(
  core: SessionCore,
  old: Running,
  { runIn: place, binding }: LibraryOptions,
): Promise<Outcome<Moved>> {
  const path = await pathOf(core, old, place);
  const opened = await openInNewRunner(core, old.build, { path, place, binding });
  if (!opened.ok) return opened;
  const farewell = await bidFarewell(core, old);
  const greeting = await greet(core, opened.value, old.build, farewell);
  if (greeting.ok) return succeed({ opened: opened.value, farewell, greeting: greeting.value });
  await takeBackState(core, old, farewell);
  return greeting;
}

const placeWords: Readonly<Record<RunPlace, string>> = {
  isolated: 'in a process of its own',
  'in-main': 'in the main process',
};

/** The article opens the library where it lies; that is this build only while nobody replaced it. */
async function pathOf(core: SessionCore, { build }: Running, place: RunPlace): Promise<string> {
  if (place === 'isolated') return build.file;
  return (await isOnDisk(core, build)) ? core.start.path : build.file;
}

function takePlace(core: SessionCore, old: Running, opened: Opened): Generation {
  old.forgetRunner();
  const { runIn, strategy } = core.store.get().options;
  const minted = mintGeneration(core, old.build, opened, {
    strategy: effectiveStrategy(runIn, strategy),
    stale: opened.alreadyOpen ? staleCodeAfter(null) : null,
  });
  core.builds.add(minted, old.build);
  return putInPlace(core, opened, old.build, minted).generation;
}

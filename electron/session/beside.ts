import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { BesideBuild } from '../contract/kept-builds.ts';
import { notKept } from './kept-builds.ts';
import type { PreparedBuild } from './prepared-build.ts';
import { endRunner, type Opened, openInNewRunner } from './runner-use.ts';
import { type Beside, type SessionCore, showKept } from './session-core.ts';
import { createSymbolLookup } from './symbol-lookup.ts';

/** Opens a kept build beside the running one; the one that was there is closed once that worked. */
export function openBeside(core: SessionCore, generation: number): Promise<Outcome<null>> {
  return core.besideExclusive.run(async () => {
    const build = core.builds.find(generation);
    if (build === null) return notKept(generation);
    const { running } = core;
    if (running?.build.snapshot.build.hash === build.snapshot.build.hash) {
      const message = `#${running.generation.number} is the build of #${generation} and runs: there is nothing to compare.`;
      return fail('runs-already', message);
    }
    core.builds.hold(build);
    const opened = await openInProcess(core, build);
    if (!opened.ok || core.closed || core.released) {
      if (opened.ok) await endRunner(opened.value.runner);
      await core.builds.letGo(build);
      return opened.ok ? fail('not-loaded', 'The library was closed or released.') : opened;
    }
    await endBeside(core);
    const lookUpSymbol = createSymbolLookup(core.dependencies.reader);
    putBeside(core, opened.value, { generation, build, lookUpSymbol });
    return succeed(null);
  });
}

/** Closes the build beside, if there is one, after the call that is open there. */
export function closeBeside(core: SessionCore): Promise<void> {
  return core.besideExclusive.run(() => endBeside(core));
}

/** Starts the build beside again when its process is gone, because a call needs it. Runs inside `besideExclusive`. */
export async function reviveBeside(core: SessionCore): Promise<Outcome<Beside>> {
  const { beside } = core;
  if (beside === null) return fail('unknown-id', 'No build lies beside the running one any more.');
  if (beside.runner.alive) return succeed(beside);
  const opened = await openInProcess(core, beside.build);
  return opened.ok ? succeed(putBeside(core, opened.value, beside)) : opened;
}

async function openInProcess(core: SessionCore, build: PreparedBuild): Promise<Outcome<Opened>> {
  const { binding } = core.store.get().options;
  const opened = await openInNewRunner(core, build, { path: build.file, place: 'isolated', binding });
  if (!opened.ok && opened.failure.fault !== undefined) {
    core.guard.noteRecoveryCrash(build.snapshot.build.hash);
    showKept(core);
  }
  return opened;
}

function putBeside(
  core: SessionCore,
  { runner, handle }: Opened,
  what: Pick<Beside, 'generation' | 'build' | 'lookUpSymbol'>,
): Beside {
  const { generation, build, lookUpSymbol } = what;
  const openedAtMs = core.dependencies.clock.nowMs();
  let forgetRunner = (): void => undefined;
  const beside: Beside = {
    generation,
    build,
    runner,
    handle,
    openedAtMs,
    fault: null,
    lookUpSymbol,
    forgetRunner: () => forgetRunner(),
  };
  show(core, beside);
  forgetRunner = runner.onGone((fault) => show(core, { ...beside, fault }));
  return beside;
}

async function endBeside(core: SessionCore): Promise<void> {
  const { beside } = core;
  if (beside === null) return;
  beside.forgetRunner();
  show(core, null);
  const { runner, handle, build } = beside;
  if (runner.alive) await runner.unload(handle, { timeoutMs: core.limits.closeTimeoutMs });
  await endRunner(runner);
  await core.builds.letGo(build);
}

function show(core: SessionCore, beside: Beside | null): void {
  core.beside = beside;
  core.store.change({ beside: beside === null ? null : stateOf(beside) });
}

function stateOf({ generation, build, runner, openedAtMs, fault }: Beside): BesideBuild {
  const { build: key, identity } = build.snapshot;
  return { generation, build: key, identity, pid: runner.pid ?? 0, openedAtMs, fault };
}

import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { SymbolTableName } from '../contract/library-model.ts';
import { type AttemptQueue, createAttemptQueue } from './attempt-queue.ts';
import { attemptReload } from './attempt-reload.ts';
import { closeBeside, openBeside } from './beside.ts';
import { callRequests } from './call-requests.ts';
import { changeOptions } from './change-options.ts';
import { chooseState } from './choose-state.ts';
import { closeSession } from './close-session.ts';
import { compareGenerations } from './compare-builds.ts';
import { goBack } from './go-back.ts';
import { initialState } from './initial-state.ts';
import { notKept } from './kept-builds.ts';
import type { LibrarySession, SymbolTable } from './library-session.ts';
import { pinnedList } from './pinned-list.ts';
import { readState } from './read-state.ts';
import { recover } from './recovery.ts';
import { releaseLibrary } from './release-library.ts';
import { describeSymbol, readPrototypes } from './resolve-prototype.ts';
import { forgetValue, markDeadValues, saveValue } from './saved-values.ts';
import { createSessionCore, foremostWork, type SessionCore } from './session-core.ts';
import type { SessionDependencies, SessionStart } from './session-dependencies.ts';
import { userChoices } from './user-choices.ts';
import { viewMemory } from './view-memory.ts';

/** Makes the session of one library; nothing happens before `open`. */
export function createLibrarySession(start: SessionStart, dependencies: SessionDependencies): LibrarySession {
  const core = createSessionCore(
    start,
    dependencies,
    initialState(start, dependencies.clock.nowMs()),
    recover,
  );
  // Before anybody else hears of a change: a value of a process that is gone is never shown as alive.
  core.store.subscribe(() => markDeadValues(core));
  const attempts = createAttemptQueue((trigger) => attemptReload(core, trigger));
  return {
    id: start.id,
    state: () => core.store.get(),
    subscribe: (listener) => core.store.subscribe(listener),
    open: async () => {
      watch(core, attempts);
      await attempts.request('open');
    },
    reload: (trigger) => {
      core.released = false;
      watch(core, attempts);
      return attempts.request(trigger);
    },
    goBack: (generation) => {
      // A released library stays so for a build that is not there.
      if (core.builds.find(generation) === null) return Promise.resolve(notKept(generation));
      core.released = false;
      watch(core, attempts);
      return attempts.inTurn(() => goBack(core, generation));
    },
    openBeside: (generation) => openBeside(core, generation),
    closeBeside: async () => {
      await closeBeside(core);
      return succeed(null);
    },
    stop: () => stopWork(core),
    setOptions: (changes) => changeOptions(core, attempts, changes),
    release: () => releaseLibrary(core, attempts),
    symbols: (table) => readSymbols(core, table),
    compare: (before, after) => compareGenerations(core, { before, after }),
    describe: (symbol, text) => describeSymbol(core, symbol, text),
    prototypes: () => readPrototypes(core),
    saveValue: (place, name) => saveValue(core, place, name),
    forgetValue: (name) => forgetValue(core, name),
    view: (address, as) => viewMemory(core, address, as),
    variables: () => readState(core),
    chooseState: (choice) => chooseState(core, choice),
    close: () => closeSession(core, attempts),
    ...callRequests(core),
    ...pinnedList(core),
    ...userChoices(core),
  };
}

/** Starts watching unless that is done already. */
function watch(core: SessionCore, attempts: AttemptQueue): void {
  if (core.watcher !== null || core.closed) return;
  core.watcher = core.dependencies.watch({
    path: core.start.path,
    onLook: () => {
      core.signal.raise();
      void attempts.request('watch');
    },
    onMethod: (watchMethod) => core.store.change({ watchMethod }),
  });
  core.store.change({ watchMethod: core.watcher.method });
}

async function stopWork(core: SessionCore): Promise<Outcome<null>> {
  const work = foremostWork(core);
  // It ended by itself before the wish to stop it arrived.
  if (work === null) return succeed(null);
  if (work.runner.place === 'in-main') {
    return fail('busy', 'Code that runs in the main process cannot be stopped without ending the program.');
  }
  await work.runner.stop({ kind: 'stopped' });
  return succeed(null);
}

async function readSymbols(core: SessionCore, table: SymbolTableName): Promise<Outcome<SymbolTable>> {
  const { symbolsVersion } = core.store.get();
  const path = core.running?.build.file ?? core.start.path;
  const columns = await core.dependencies.reader.symbols({ path, table });
  return columns.ok ? succeed({ symbolsVersion, columns: columns.value }) : columns;
}

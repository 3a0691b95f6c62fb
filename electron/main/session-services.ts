import { app } from 'electron';
import { createReaderClient } from '../processes/reader-client.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { copyParents, openCopies } from '../session/copies-parent.ts';
import type { CopyStore } from '../session/copy-store.ts';
import { RunnerPool } from '../session/runner-pool.ts';
import type { SessionDependencies } from '../session/session-dependencies.ts';
import { systemClock } from '../watch/clock.ts';
import { systemFiles } from '../watch/file-access.ts';
import { createWatchLibrary } from '../watch/watch-library.ts';
import { startReaderProcess, startRunnerProcess } from './electron-transports.ts';
import { builtFiles } from './paths.ts';
import type { Reports } from './reports.ts';

/** A second without a reload is calm enough to start the next spare runner. */
const calmMs = 1000;

/** What all sessions share, and how it ends. */
export interface SessionServices {
  readonly shared: Omit<
    SessionDependencies,
    'newId' | 'recordHistory' | 'amendHistory' | 'recordCall' | 'readFile'
  >;
  readonly pool: RunnerPool;
  readonly close: () => Promise<void>;
}

/** Makes the reader, the runners and the place for private copies; processes start when they are needed. */
export async function createSessionServices({ log, notify }: Reports): Promise<SessionServices> {
  const reader = createReaderClient(
    () => startReaderProcess(builtFiles.reader),
    () => performance.now(),
    { onDeath: (death) => log.error(death, 'the reader ended') },
  );
  const pool = new RunnerPool({
    startIsolated: () => createRunnerClient(startRunnerProcess(builtFiles.runner)),
    // Loaded when somebody chooses it: until then no foreign code and no way to call it is in this process.
    createInMain: async () => (await import('../runner/in-process-runner.ts')).createInProcessRunner(),
    calmMs,
  });
  const copies = await copyStore(notify);
  return {
    shared: {
      reader,
      runners: pool,
      copies,
      watch: createWatchLibrary(systemFiles, systemClock),
      files: systemFiles,
      clock: systemClock,
    },
    pool,
    close: async () => {
      await pool.close();
      reader.close();
      await copies.dispose();
    },
  };
}

async function copyStore(notify: Reports['notify']): Promise<CopyStore> {
  const store = await openCopies(copyParents(process.env, app.getPath('userData')));
  if (store.ok) return store.value;
  notify(store.failure);
  return { create: async () => store, freeBytes: async () => 0, dispose: async () => undefined };
}

import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { CallRecord } from '../contract/call-record.ts';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { CapturedOutput } from '../contract/fault.ts';
import type { LibraryOptions } from '../contract/generation.ts';
import type { HistoryEntry } from '../contract/history-entry.ts';
import { readChosenFile } from '../processes/read-chosen-file.ts';
import type { Runner } from '../processes/runner.ts';
import { copyParents, openCopies } from '../session/copies-parent.ts';
import { createLibrarySession } from '../session/create-session.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { ownLoaderEnvironment } from '../session/loader-environment.ts';
import { RunnerPool } from '../session/runner-pool.ts';
import type { SessionLimits } from '../session/session-dependencies.ts';
import { systemClock } from '../watch/clock.ts';
import { systemFiles } from '../watch/file-access.ts';
import { createWatchLibrary } from '../watch/watch-library.ts';
import { type CallDocument, callDocument } from './call-document.ts';
import { recordedRunner } from './recorded-runner.ts';
import { readerProcess, runnerInThisProcess, startIsolatedRunner } from './runner-process.ts';

/** A build that follows another within this time starts its own runner; after it one is kept warm. */
const calmMs = 500;

export interface SessionRequest {
  /** Absolute. */
  readonly path: string;
  readonly options: LibraryOptions;
  /** Absolute paths of headers to take prototypes from. */
  readonly headers: readonly string[];
  readonly onAttempt: (entry: HistoryEntry) => void;
  /** Called when more became known of an attempt. */
  readonly onAmended?: (entry: HistoryEntry) => void;
  /** What constructors wrote while a build was loaded; comes before the attempt that tells of the load. */
  readonly onLoadOutput?: (output: CapturedOutput) => void;
  readonly limits?: Partial<SessionLimits>;
  /** All pinned calls ran with a generation that was loaded. */
  readonly onPinnedRan?: () => void;
  readonly onCall?: (record: CallRecord, document: CallDocument | null) => void;
}

export interface OpenedSession {
  readonly session: LibrarySession;
  /** The newest call with the value itself; null when it did not return, or is not the newest. */
  documentOf(record: CallRecord): CallDocument | null;
  /** Ends every process, removes every copy. */
  close(): Promise<void>;
}

/** Makes the session of one library outside Electron; nothing is loaded before `session.open()`. */
export async function openSession(request: SessionRequest): Promise<Outcome<OpenedSession>> {
  const cacheFolder = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const copies = await openCopies(copyParents(process.env, join(cacheFolder, 'dlscope')));
  if (!copies.ok) return copies;
  let answered: CallDocument | null = null;
  let newest: { readonly record: CallRecord; readonly document: CallDocument | null } | null = null;
  const reader = readerProcess();
  const recorded = (runner: Runner) =>
    recordedRunner(runner, {
      onAnswer: (call) => {
        answered = callDocument(call);
      },
      onLoad: (output) => request.onLoadOutput?.(output),
    });
  const runners = new RunnerPool({
    startIsolated: () => recorded(startIsolatedRunner()),
    createInMain: async () => recorded(await runnerInThisProcess()),
    calmMs,
  });
  const session = createLibrarySession(
    {
      id: randomUUID(),
      path: request.path,
      nextGeneration: 1,
      options: request.options,
      // Nobody goes back in a terminal.
      limits: { keptBuilds: 0, ...request.limits },
      headers: request.headers.map((path) => ({ id: path, name: basename(path), path })),
    },
    {
      reader,
      runners,
      copies: copies.value,
      watch: createWatchLibrary(systemFiles, systemClock),
      files: systemFiles,
      loader: ownLoaderEnvironment(),
      clock: systemClock,
      newId: randomUUID,
      readFile: readChosenFile,
      recordHistory: request.onAttempt,
      amendHistory: (entry) => request.onAmended?.(entry),
      ...(request.onPinnedRan && { pinnedRan: request.onPinnedRan }),
      recordCall: (record) => {
        newest = { record, document: record.outcome.kind === 'returned' ? answered : null };
        request.onCall?.(record, newest.document);
      },
    },
  );
  // Neither the watcher nor the session's timers and processes keep this process alive.
  const keepAlive = setInterval(() => undefined, 2 ** 30);
  const close = async () => {
    clearInterval(keepAlive);
    await session.close();
    await runners.close();
    reader.close();
    await copies.value.dispose();
  };
  const documentOf = (record: CallRecord) => (newest?.record === record ? newest.document : null);
  return succeed({ session, close, documentOf });
}

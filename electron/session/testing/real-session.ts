import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CallOutcome } from '../../contract/call-record.ts';
import { succeed } from '../../contract/failure.ts';
import type { LibraryOptions } from '../../contract/generation.ts';
import type { ReaderClient } from '../../contract/reader-protocol.ts';
import type { LibraryState } from '../../contract/session-state.ts';
import { createDemangler } from '../../demangle/demangle.ts';
import { forkRunner } from '../../processes/fork-transport.ts';
import { readChosenFile } from '../../processes/read-chosen-file.ts';
import type { Runner } from '../../processes/runner.ts';
import { createRunnerClient } from '../../processes/runner-client.ts';
import { hostMachine } from '../../reader/host-machine.ts';
import { LibraryReader } from '../../reader/library-reader.ts';
import { createInProcessRunner } from '../../runner/in-process-runner.ts';
import { systemClock } from '../../watch/clock.ts';
import { systemFiles } from '../../watch/file-access.ts';
import { createWatchLibrary } from '../../watch/watch-library.ts';
import { createLibrarySession } from '../create-session.ts';
import type { LibrarySession } from '../library-session.ts';
import { ownLoaderEnvironment } from '../loader-environment.ts';
import { createCopyStore } from '../private-copies.ts';
import type { SessionLimits } from '../session-dependencies.ts';
import { type RecordedHistory, recordedHistory } from './recorded-history.ts';

/** A session on real files with real processes, in a temporary folder of its own. */
export interface RealSession {
  readonly session: LibrarySession;
  readonly history: RecordedHistory;
  /** Everything the library wrote and returned: `7`, or the kind of failure. */
  call(prototype: string, ...texts: readonly string[]): Promise<string>;
  /** Resolves with the first state, present or to come, that the condition holds for. */
  until(condition: (state: LibraryState) => boolean): Promise<LibraryState>;
  /** Folders of private copies that exist now. */
  readonly copiesFolder: string;
  close(): Promise<void>;
}

export interface RealSessionRequest {
  readonly library: string;
  /** Path of the built runner. */
  readonly runner: string;
  readonly options?: Partial<LibraryOptions>;
  readonly limits?: Partial<SessionLimits>;
}

const defaultOptions: LibraryOptions = {
  runIn: 'isolated',
  strategy: 'fresh',
  whenStuck: 'fresh',
  binding: 'now',
  watching: true,
};

/** Makes a session with the reader in this process and runners that are started beforehand. */
export async function openRealSession(request: RealSessionRequest): Promise<RealSession> {
  const copiesFolder = await mkdtemp(path.join(tmpdir(), 'dlscope-session-'));
  const copies = await createCopyStore(copiesFolder);
  if (!copies.ok) throw new Error(copies.failure.message);
  const history = recordedHistory();
  const runners = warmRunners(request.runner);
  const session = createLibrarySession(
    {
      id: randomUUID(),
      path: request.library,
      nextGeneration: 1,
      options: { ...defaultOptions, ...request.options },
      limits: request.limits ?? {},
    },
    {
      reader: readerInThisProcess(),
      runners: {
        acquire: async (place) => succeed(place === 'isolated' ? runners.take() : createInProcessRunner()),
      },
      copies: copies.value,
      watch: createWatchLibrary(systemFiles, systemClock),
      files: systemFiles,
      loader: ownLoaderEnvironment(),
      clock: systemClock,
      newId: randomUUID,
      recordHistory: history.record,
      amendHistory: history.amend,
      recordCall: () => undefined,
      readFile: readChosenFile,
    },
  );
  return {
    session,
    history,
    copiesFolder,
    call: async (prototype, ...texts) => {
      const symbol = /(\w+)\s*\(/.exec(prototype)?.[1] ?? prototype;
      const record = await session.call({ symbol, prototype, arguments: texts });
      return record.ok ? outcomeText(record.value.outcome) : record.failure.code;
    },
    until: (condition) => untilState(session, condition),
    close: async () => {
      await session.close();
      await runners.close();
      await rm(copiesFolder, { recursive: true, force: true });
    },
  };
}

function outcomeText(outcome: CallOutcome): string {
  if (outcome.kind === 'returned') return outcome.text;
  return outcome.kind === 'failed' ? outcome.failure.code : outcome.fault.kind;
}

function untilState(
  session: LibrarySession,
  condition: (state: LibraryState) => boolean,
): Promise<LibraryState> {
  return new Promise((resolve) => {
    if (condition(session.state())) return resolve(session.state());
    const unsubscribe = session.subscribe((state) => {
      if (!condition(state)) return;
      unsubscribe();
      resolve(state);
    });
  });
}

function warmRunners(module: string): { take(): Runner; close(): Promise<void> } {
  const spawn = (): Runner => createRunnerClient(forkRunner(module));
  let spare = spawn();
  return {
    take: () => {
      const taken = spare;
      spare = spawn();
      return taken;
    },
    close: () => spare.stop(),
  };
}

function readerInThisProcess(): ReaderClient {
  const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
  return {
    inspect: async (input) => reader.inspect(input),
    snapshot: async (input) => reader.snapshot(input),
    symbols: async (input) => reader.symbols(input),
    compare: async (input) => reader.compare(input),
    compareTypes: (input) => reader.compareTypes(input),
    unloadHints: async (input) => reader.unloadHints(input),
    demangle: async (input) => reader.demangle(input),
    describe: (input) => reader.describe(input),
    prototypes: (input) => reader.prototypes(input),
    variables: (input) => reader.variables(input),
    type: (input) => reader.type(input),
  };
}

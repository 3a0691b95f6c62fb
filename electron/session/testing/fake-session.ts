import type { CallRecord } from '../../contract/call-record.ts';
import { fail, type Outcome, succeed } from '../../contract/failure.ts';
import type { LibraryOptions } from '../../contract/generation.ts';
import type { HistoryEntry } from '../../contract/history-entry.ts';
import type { ElfFacts } from '../../contract/library-model.ts';
import type { ReaderClient, Snapshot } from '../../contract/reader-protocol.ts';
import { identityFromStatus } from '../../watch/sighting.ts';
import { createFakeClock, type FakeClock } from '../../watch/testing/fake-clock.ts';
import { createFakeFiles, type FakeFiles, type FileTimes } from '../../watch/testing/fake-files.ts';
import { createWatchLibrary } from '../../watch/watch-library.ts';
import type { CopyStore } from '../copy-store.ts';
import { createLibrarySession } from '../create-session.ts';
import type { LibrarySession } from '../library-session.ts';
import type { SessionDependencies, SessionStart } from '../session-dependencies.ts';
import { loadableFacts, symbolTable } from './facts.ts';
import { type FakeLibrary, FakeRunner, wellBehaved } from './fake-runner.ts';

export const library = '/lib/libx.so';

const options: LibraryOptions = {
  runIn: 'isolated',
  strategy: 'fresh',
  whenStuck: 'fresh',
  binding: 'now',
  watching: true,
};

type Content = Outcome<{ readonly hash: string; readonly facts: ElfFacts }>;

/** A session on a file system, a clock, a reader and runners that do only what the test says. */
export interface FakeSession {
  readonly session: LibrarySession;
  readonly clock: FakeClock;
  readonly files: FakeFiles;
  readonly history: HistoryEntry[];
  readonly calls: CallRecord[];
  readonly runners: FakeRunner[];
  /** Copies that exist now. */
  readonly copies: Set<string>;
  /** Some process has the file open for writing from now on. */
  holdsOpen(): void;
  /** How many snapshots were taken. */
  snapshots(): number;
  /** Puts a build in place by renaming a finished file over it. */
  replace(hash: string, facts?: Partial<ElfFacts>, times?: FileTimes): void;
  /** Sets what snapshots of the present file say, one after the other and then the last again, without touching it. */
  holds(...contents: readonly Content[]): void;
  /** What the library does in runners taken from now on. */
  behave(library: Partial<FakeLibrary>): void;
  /** Lets so much time pass that whatever changed has settled. */
  pass(ms?: number): Promise<void>;
  verdicts(): string[];
}

/** Makes a session whose file holds the build `one`; nothing is opened yet. */
export function createFakeSession(
  start: Partial<SessionStart> = {},
  listeners: Pick<SessionDependencies, 'pinnedRan'> = {},
  reader: Partial<ReaderClient> = {},
): FakeSession {
  const clock = createFakeClock();
  const files = createFakeFiles();
  const history: HistoryEntry[] = [];
  const calls: CallRecord[] = [];
  const runners: FakeRunner[] = [];
  const copies = new Set<string>();
  let coming: Content[] = [];
  let content: Content = fail('not-elf', 'No ELF file.');
  let behaviour: FakeLibrary = wellBehaved;
  let ids = 0;
  let taken = 0;
  let isOpen = false;
  const copied = new Map<string, Outcome<Snapshot>>();
  const snapshot: ReaderClient['snapshot'] = async (input) => {
    const taken = copied.get(input.path) ?? (await snapshotOfLibrary(input));
    copied.set(input.destination, taken);
    return taken;
  };
  const snapshotOfLibrary: ReaderClient['snapshot'] = async ({ evenIfOpen = false }) => {
    taken += 1;
    if (isOpen && !evenIfOpen) return fail('being-written', 'Open for writing.');
    const status = await files.stat(library);
    content = coming.shift() ?? content;
    if (!content.ok) return content;
    const { hash, facts } = content.value;
    return succeed({ identity: identityFromStatus(status), build: { buildId: null, hash }, facts });
  };
  const session = createLibrarySession(
    { id: 'one', path: library, nextGeneration: 1, options, ...start },
    {
      reader: { ...readerOf(snapshot), ...reader },
      runners: {
        acquire: async (place) => {
          const runner = new FakeRunner(place, 100 + runners.length, behaviour);
          runners.push(runner);
          return succeed(runner);
        },
      },
      copies: copyStoreOf(copies),
      watch: createWatchLibrary(files, clock),
      files,
      loader: { workingDirectory: '/', libraryPath: '', libFolder: null },
      clock,
      newId: () => String(++ids),
      recordHistory: (entry) => history.push(entry),
      amendHistory: (entry) => {
        history[history.findIndex(({ id }) => id === entry.id)] = entry;
      },
      recordCall: (record) => calls.push(record),
      readFile: (path) => fail('read-failed', `${path} is not there.`),
      ...listeners,
    },
  );
  const replace: FakeSession['replace'] = (hash, facts = {}, times = { mtimeNs: 1n }) => {
    coming = [];
    content = succeed({ hash, facts: loadableFacts(facts) });
    files.put(library, times);
  };
  files.folder('/lib');
  replace('one');
  return {
    session,
    clock,
    files,
    history,
    calls,
    runners,
    copies,
    holdsOpen: () => {
      isOpen = true;
    },
    snapshots: () => taken,
    replace,
    holds: (...contents) => {
      coming = [...contents];
    },
    behave: (next) => {
      behaviour = { ...wellBehaved, ...next };
    },
    pass: (ms = 100) => clock.advance(ms),
    verdicts: () => history.map(({ verdict }) => verdict),
  };
}

function readerOf(snapshot: ReaderClient['snapshot']): ReaderClient {
  const exports = symbolTable([{ name: 'add' }, { name: 'answer', type: 1 }]);
  return {
    inspect: () => Promise.resolve(fail('internal', 'Sessions do not inspect.')),
    snapshot,
    symbols: () => Promise.resolve(succeed(exports)),
    compare: () =>
      Promise.resolve(
        succeed({
          added: [],
          removed: [],
          changed: ['add'],
          addedCount: 0,
          removedCount: 0,
          changedCount: 1,
          changes: [],
          counts: { breaking: 0, risky: 0, compatible: 0 },
        }),
      ),
    compareTypes: () => Promise.resolve(fail('internal', 'Sessions do not compare types.')),
    unloadHints: () => Promise.resolve(succeed({ unique: [], threadLocalDestructors: false })),
    demangle: ({ names }) => Promise.resolve(succeed({ names })),
    describe: () => Promise.resolve(succeed({ suggestions: [], typed: null })),
    prototypes: () => Promise.resolve(fail('internal', 'Sessions do not look at all prototypes.')),
    variables: () => Promise.resolve(succeed({ variables: [], records: [], total: 0, hasDebugInfo: false })),
    type: () => Promise.resolve(fail('bad-prototype', 'No type is known.')),
  };
}

function copyStoreOf(copies: Set<string>): CopyStore {
  let made = 0;
  return {
    create: () => {
      made += 1;
      const path = `/copies/${made}`;
      copies.add(path);
      return Promise.resolve(
        succeed({
          path,
          remove: () => {
            copies.delete(path);
            return Promise.resolve();
          },
        }),
      );
    },
    freeBytes: () => Promise.resolve(1024 ** 4),
    dispose: () => Promise.resolve(),
  };
}

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { buildLibrary } from '../../../native-samples/build-library.ts';
import { type BuiltRunner, buildRunnerForTests } from '../../runner/build-for-tests.ts';
import { openRealSession, type RealSession, type RealSessionRequest } from './real-session.ts';

/** A folder with one library to build again and again, and the sessions that watch it. */
export interface Workshop {
  readonly folder: string;
  readonly library: string;
  /** Compiles and links C++ text straight to the library's path. */
  build(source: string, flags?: readonly string[]): Promise<void>;
  /** Opens a session on the library, or on another path, and waits for its first attempt. */
  open(request?: Partial<RealSessionRequest>): Promise<RealSession>;
  /** Ends all sessions and removes the folder. */
  close(): Promise<void>;
}

/** Makes a workshop; the runner is built once for the test file. */
export async function openWorkshop(runner: BuiltRunner): Promise<Workshop> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dlscope-workshop-'));
  const library = path.join(folder, 'libx.so');
  const sessions: RealSession[] = [];
  return {
    folder,
    library,
    build: (source, flags = []) => buildLibrary(source, library, flags),
    open: async (request = {}) => {
      const real = await openRealSession({ library, runner: runner.path, ...request });
      sessions.push(real);
      await real.session.open();
      return real;
    },
    close: async () => {
      await Promise.all(sessions.map((real) => real.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How many private copies exist below the folder. */
export async function countCopies(copiesFolder: string): Promise<number> {
  const stores = await readdir(copiesFolder);
  const lists = await Promise.all(stores.map((store) => readdir(path.join(copiesFolder, store))));
  return lists.flat().length;
}

/** A new workshop for each test, with a runner that is built once; for the place where the tests are described. */
export function workshopForEachTest(): Omit<Workshop, 'close'> {
  let runner: BuiltRunner | null = null;
  let current: Workshop | null = null;
  const workshop = (): Workshop => {
    if (current === null) throw new Error('there is a workshop only while a test runs');
    return current;
  };
  beforeAll(async () => {
    runner = await buildRunnerForTests();
  }, 60_000);
  afterAll(() => runner?.remove());
  beforeEach(async () => {
    if (runner !== null) current = await openWorkshop(runner);
  });
  afterEach(() => current?.close());
  return {
    get folder() {
      return workshop().folder;
    },
    get library() {
      return workshop().library;
    },
    build: (...what) => workshop().build(...what),
    open: (request) => workshop().open(request),
  };
}

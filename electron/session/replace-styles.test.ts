import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PreparedBuild, prepareBuild } from '../../native-samples/build-library.ts';
import { stripInPlace, waysToLeaveAsItIs, waysToReplace } from '../../native-samples/replace-library.ts';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import { openRealSession, type RealSession } from './testing/real-session.ts';

const sum = 'int add(int a, int b)';
let runner: BuiltRunner;
let sumBuild: PreparedBuild;
let productBuild: PreparedBuild;
let folder: string;
let library: string;
let real: RealSession;

beforeAll(async () => {
  runner = await buildRunnerForTests();
  sumBuild = await prepareBuild('extern "C" int add(int a, int b) { return a + b; }');
  productBuild = await prepareBuild('extern "C" int add(int a, int b) { return a * b; }');
}, 60_000);

afterAll(() => Promise.all([runner.remove(), sumBuild.remove(), productBuild.remove()]));

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-replace-'));
  library = path.join(folder, 'libx.so');
  await copyFile(sumBuild.library, library);
  real = await openRealSession({ library, runner: runner.path });
  await real.session.open();
});

afterEach(async () => {
  await real.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a library that is replaced', () => {
  for (const [name, replace] of Object.entries(waysToReplace)) {
    const rounds = name === 'relink with GNU ld' ? 20 : 6;
    it(`is loaded once by ${name}, ${rounds} times in a row`, { timeout: 90_000 }, async () => {
      expect(await real.call(sum, '3', '4')).toBe('7');
      for (let round = 2; round <= rounds + 1; round += 1) {
        const even = round % 2 === 0;
        // cat writes through a link that is left over; each way here starts from what it left itself.
        await replace(library, even ? productBuild : sumBuild);
        await real.until((state) => state.generation?.number === round && state.freshness.kind === 'same');
        expect(await real.call(sum, '3', '4')).toBe(even ? '12' : '7');
      }
      expect(real.history.entries.filter(({ verdict }) => verdict === 'loaded')).toHaveLength(rounds + 1);
      expect(real.session.state().generation?.number).toBe(rounds + 1);
    });
  }
});

describe('a library that is touched', () => {
  for (const [name, leave] of Object.entries(waysToLeaveAsItIs)) {
    it(`is not loaded again by ${name}`, async () => {
      await leave(library);
      await real.history.first(({ verdict }) => verdict === 'unchanged');
      expect(real.session.state().generation?.number).toBe(1);
    });
  }

  it('is loaded again when it was stripped, since its bytes are others', async () => {
    await stripInPlace(library);
    const entry = await real.history.first(({ generation }) => generation === 2);
    expect(entry.verdict).toBe('loaded');
    expect(entry.changedCount).toBe(0);
  });
});

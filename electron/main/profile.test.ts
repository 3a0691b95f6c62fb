import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry, Verdict } from '../contract/history-entry.ts';
import { historyEntry } from '../contract/testing/history-entry.ts';
import { callRecord } from './call-records-for-tests.ts';
import { keepCall, openProfile, rememberedStart } from './profile.ts';

const library = '/lib/a.so';
const identity = { dev: 1n, ino: 2n, size: 3n, mtimeNs: 4n, ctimeNs: 5n };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/dlscope-profile-`);
});
afterEach(() => rm(folder, { recursive: true }));

function entry(id: number, verdict: Verdict, hash: string): HistoryEntry {
  return historyEntry({
    id: `h${id}`,
    library,
    atMs: id,
    generation: verdict === 'loaded' ? id : null,
    answering: null,
    verdict,
    strategy: 'fresh',
    after: { identity, build: { buildId: null, hash } },
  });
}

async function startAfter(...attempts: readonly (readonly [Verdict, string])[]) {
  const before = await openProfile(folder, () => undefined);
  for (const [index, [verdict, hash]] of attempts.entries()) {
    before.history.record(entry(index + 1, verdict, hash));
  }
  await before.history.flush();
  return rememberedStart(await openProfile(folder, () => undefined), 'one', library);
}

test('a build that crashed while loading is known after a restart', async () => {
  const start = await startAfter(['loaded', 'good'], ['crashed', 'bad']);
  expect(start).toMatchObject({ crashedBuilds: ['bad'], lastBuild: { build: { hash: 'good' } } });
  expect(start.nextGeneration).toBe(2);
});

test('a build that loaded after its crash is forgiven', async () => {
  const start = await startAfter(['crashed', 'late'], ['loaded', 'late']);
  expect(start.crashedBuilds).toEqual([]);
});

test('a library that was never loaded has no build before', async () => {
  expect((await startAfter()).lastBuild).toBeNull();
});

test('calls are there again after a restart', async () => {
  const before = await openProfile(folder, () => undefined);
  before.calls.record(library, callRecord(1));
  before.calls.record(library, callRecord(2));
  await before.calls.flush();
  const start = rememberedStart(await openProfile(folder, () => undefined), 'one', library);
  expect(start.calls).toEqual([callRecord(2), callRecord(1)]);
});

test('settings of a release that did not ask whether calls are recorded are read', async () => {
  const settings = { guideDismissed: true, demangle: false, layout: {}, dockTab: 'calls' };
  await writeFile(`${folder}/settings.json`, JSON.stringify(settings));
  const profile = await openProfile(folder, () => undefined);
  expect(profile.settings.value).toEqual({
    ...settings,
    historyTimeline: true,
    recordCalls: true,
    notifyFailures: false,
    editorCommand: '',
  });
});

test('nothing of a call is on disk when calls are not to be recorded', async () => {
  const profile = await openProfile(folder, () => undefined);
  profile.settings.set({ ...profile.settings.value, recordCalls: false });
  keepCall(profile, library, callRecord(1));
  await profile.calls.flush();
  expect(await readdir(folder)).not.toContain('calls.jsonl');
  profile.settings.set({ ...profile.settings.value, recordCalls: true });
  keepCall(profile, library, callRecord(2));
  await profile.calls.flush();
  await profile.settings.flush();
  expect(profile.calls.recordsOf(library)).toEqual([callRecord(2)]);
});

import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { BuildOutput, BuildSettings, LibraryBuild } from '../contract/build-command.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { systemClock } from '../watch/clock.ts';
import { systemFiles } from '../watch/file-access.ts';
import { BuildService, type EndedBuild } from './build-service.ts';
import { BuildTrust, type TrustedBuild } from './build-trust.ts';
import { openProfile, type Profile } from './profile.ts';
import { defaultOptions, withOpenLibraries } from './workspace.ts';

let root: string;
let project: string;
let profile: Profile;
let session: ReturnType<typeof fakeSession>;
let builds: BuildService;
let outputs: BuildOutput[];
let ended: EndedBuild[];
let asked: TrustedBuild[];
let bugs: unknown[];

/** A session that only keeps its build. */
function fakeSession(library: string) {
  let build: LibraryBuild | null = null;
  const state = () =>
    ({ path: library, directory: path.dirname(library), name: 'x.so', build }) as LibraryState;
  return {
    id: 'one',
    state,
    setBuild: (shown: LibraryBuild) => {
      build = shown;
    },
    build: () => build,
  };
}

async function begin(own: BuildSettings | null = null): Promise<void> {
  profile = await openProfile(path.join(root, 'profile'), (failure) => bugs.push(failure));
  const state = {
    path: session.state().path,
    options: defaultOptions,
    pinned: [],
    drafts: {},
    selectedSymbol: null,
    headers: [],
  } as unknown as LibraryState;
  profile.workspace.set(withOpenLibraries(profile.workspace.value, [state], null));
  builds = new BuildService({
    workspace: profile.workspace,
    trust: new BuildTrust(profile.trustedBuilds, own),
    clock: systemClock,
    files: systemFiles,
    defaultFor: () => own,
    onOutput: (_id, output) => outputs.push(output),
    onEnded: (_session, run) => ended.push(run),
    reportBug: (error) => bugs.push(error),
  });
  await builds.open(session);
}

beforeEach(async () => {
  root = await mkdtemp(`${tmpdir()}/dlscope-builds-`);
  project = path.join(root, 'project');
  await mkdir(project);
  [outputs, ended, asked, bugs] = [[], [], [], []];
  session = fakeSession(path.join(project, 'x.so'));
  await begin();
});
afterEach(async () => {
  await builds.close();
  await profile.workspace.flush();
  await profile.trustedBuilds.flush();
  expect(bugs).toEqual([]);
  await rm(root, { recursive: true });
});

const agree = async (build: TrustedBuild) => asked.push(build) > 0;
const refuse = async (build: TrustedBuild) => asked.push(build) < 0;
const typed = (command: string, onSave = false) => ({ command, patterns: ['**/*.c'], onSave });

async function untilEnded(count: number): Promise<EndedBuild> {
  await vi.waitFor(() => expect(ended).toHaveLength(count), { timeout: 15_000 });
  const last = ended.at(-1);
  if (last === undefined) throw new Error('no build ended');
  return last;
}

function built(): Promise<string> {
  return readFile(path.join(project, 'mark'), 'utf8').catch(() => '');
}

describe('trust', () => {
  test('without it nothing runs, by hand or by a save', async () => {
    expect(await builds.setUp(session, typed('echo x >> mark', true), refuse)).toEqual({
      ok: true,
      value: false,
    });
    expect(await builds.run(session, refuse)).toEqual({ ok: true, value: false });
    expect(session.build()).toMatchObject({
      trusted: false,
      sources: { kind: 'off' },
      run: { kind: 'none' },
    });
    expect(asked).toEqual(Array(2).fill({ folder: project, command: 'echo x >> mark' }));
    expect(await built()).toBe('');
  });

  test('is asked for by one question at a time, however many requests come at once', async () => {
    const answers: (() => void)[] = [];
    const ask = (build: TrustedBuild) =>
      new Promise<boolean>((resolve) => {
        asked.push(build);
        answers.push(() => resolve(false));
      });
    const requests = [
      builds.setUp(session, typed('echo x >> mark'), ask),
      builds.setUp(session, typed('echo y >> mark'), ask),
    ];
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    const [first] = await Promise.race(requests.map(async (request) => [await request]));
    expect(first).toMatchObject({ ok: false, failure: { code: 'busy' } });
    for (const answer of answers) answer();
    await Promise.all(requests);
    expect(asked).toHaveLength(1);
  });

  test('is asked for once, and kept over a restart', async () => {
    await builds.setUp(session, typed('echo x >> mark'), agree);
    expect(await builds.run(session, agree)).toEqual({ ok: true, value: true });
    await untilEnded(1);
    await builds.close();
    await profile.workspace.flush();
    await profile.trustedBuilds.flush();
    session = fakeSession(session.state().path);
    const kept = profile.workspace.value.libraries[0]?.build;
    expect(kept).toEqual({ ...typed('echo x >> mark'), folder: project });
    await begin();
    await builds.setUp(session, typed('echo x >> mark'), agree);
    await builds.run(session, agree);
    await untilEnded(2);
    expect(asked).toHaveLength(1);
    expect(await built()).toBe('x\nx\n');
  });

  test('is for one command alone', async () => {
    await builds.setUp(session, typed('echo x >> mark'), agree);
    await builds.setUp(session, typed('echo y >> mark'), refuse);
    expect(await builds.run(session, refuse)).toEqual({ ok: true, value: false });
    expect(asked.map(({ command }) => command)).toEqual([
      'echo x >> mark',
      'echo y >> mark',
      'echo y >> mark',
    ]);
    await builds.setUp(session, typed('echo x >> mark'), refuse);
    expect(session.build()?.trusted).toBe(true);
  });

  test('is for one folder alone, by its real path', async () => {
    const [one, other, link] = ['one', 'other', 'link'].map((name) => path.join(root, name)) as [
      string,
      string,
      string,
    ];
    await mkdir(one);
    await mkdir(other);
    await symlink(one, link);
    await builds.moveTo(session, link);
    await builds.setUp(session, typed('pwd -P'), agree);
    expect(asked).toEqual([{ folder: one, command: 'pwd -P' }]);
    await builds.moveTo(session, one);
    expect(session.build()?.trusted).toBe(true);
    await builds.moveTo(session, link);
    await symlink(other, `${link}.new`);
    await rename(`${link}.new`, link);
    expect(await builds.run(session, refuse)).toEqual({ ok: true, value: false });
    expect(asked.at(-1)?.folder).toBe(other);
  });

  test('is given to what was shown, whatever the page sends while the question is open', async () => {
    await builds.setUp(session, typed('echo x >> mark'), async (build) => {
      asked.push(build);
      await builds.setUp(session, typed('echo evil >> mark'), refuse);
      return true;
    });
    expect(session.build()).toMatchObject({ settings: { command: 'echo evil >> mark' }, trusted: false });
    expect(await builds.run(session, refuse)).toEqual({ ok: true, value: false });
    expect(await built()).toBe('');
  });

  test('is forgotten with the command', async () => {
    await builds.setUp(session, typed('true'), agree);
    await builds.remove(session);
    expect(session.build()).toMatchObject({ settings: null, trusted: false });
    expect(await builds.run(session, agree)).toMatchObject({
      ok: false,
      failure: { code: 'build-not-set-up' },
    });
    await builds.setUp(session, typed('true'), refuse);
    expect(asked).toHaveLength(2);
  });

  test('comes with the sample, for its own command', async () => {
    await builds.close();
    await begin({ command: 'echo own >> mark', folder: project, patterns: ['a.c'], onSave: false });
    expect(session.build()).toMatchObject({ trusted: true, settings: { command: 'echo own >> mark' } });
    await builds.run(session, refuse);
    await untilEnded(1);
    expect(await built()).toBe('own\n');
    await builds.setUp(session, typed('echo other >> mark'), refuse);
    expect(session.build()?.trusted).toBe(false);
    expect(asked).toHaveLength(1);
  });

  test('of a folder that is gone is an answer', async () => {
    await builds.moveTo(session, path.join(root, 'gone'));
    expect(await builds.setUp(session, typed('true'), agree)).toMatchObject({
      ok: false,
      failure: { code: 'file-missing', path: path.join(root, 'gone') },
    });
  });
});

describe('a build', () => {
  test('is counted, its output comes in batches and can be asked for, and its places are found', async () => {
    await writeFile(path.join(project, 'a.c'), 'int f() { return nowhere; }\n');
    await builds.setUp(session, typed('gcc -c a.c'), agree);
    await builds.run(session, agree);
    expect(session.build()?.run.kind).toBe('running');
    expect(await untilEnded(1)).toMatchObject({
      trigger: 'user',
      end: { kind: 'exit', code: 1 },
      counts: { errors: 1, warnings: 0 },
    });
    const whole = await builds.output(session);
    const lines = outputs.flatMap((output) => output.lines);
    expect(whole).toMatchObject({ ok: true, value: { run: 1, first: 0, lines } });
    const line = lines.findIndex(({ mark }) => mark?.severity === 'error');
    expect(builds.placeAt(session, 1, line)).toMatchObject({
      ok: true,
      value: { place: { file: 'a.c', line: 1 }, folders: [project] },
    });
    expect(builds.placeAt(session, 2, line)).toMatchObject({ ok: false });
  });

  test('runs alone, and is cancelled', async () => {
    await builds.setUp(session, typed('echo up; sleep 1000'), agree);
    await builds.run(session, agree);
    expect(await builds.run(session, agree)).toMatchObject({ ok: false, failure: { code: 'busy' } });
    await vi.waitFor(() => expect(outputs.flatMap(({ lines }) => lines)).toHaveLength(1));
    await builds.cancel(session);
    expect(await untilEnded(1)).toMatchObject({ end: { kind: 'cancelled' } });
    expect(session.build()?.run).toMatchObject({ kind: 'ended' });
  });

  test('starts when a source was saved, and once more for saves while it runs', async () => {
    await mkdir(path.join(project, 'src'));
    await builds.setUp(session, typed('echo x >> mark; while [ -e hold ]; do sleep 0.05; done', true), agree);
    expect(session.build()?.sources).toEqual({ kind: 'on', folders: 2 });
    await writeFile(path.join(project, 'hold'), '');
    await writeFile(path.join(project, 'src/a.c'), '1');
    await vi.waitFor(async () => expect(await built()).toBe('x\n'), { timeout: 10_000 });
    await writeFile(path.join(project, 'src/a.c'), '2');
    await writeFile(path.join(project, 'src/b.c'), '2');
    await vi.waitFor(() => expect(session.build()?.again).toBe(true));
    await rm(path.join(project, 'hold'));
    expect(await untilEnded(2)).toMatchObject({ trigger: 'save' });
    expect(await built()).toBe('x\nx\n');
    expect(session.build()?.again).toBe(false);
  });
});

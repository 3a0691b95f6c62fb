import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callsFileText } from '../checks/calls-file.ts';
import type { CallInput } from '../contract/call-record.ts';
import type { Failure } from '../contract/failure.ts';
import type { NamedCalls, PinnedDefinition } from '../contract/kept-calls.ts';
import type { LibraryState } from '../contract/session-state.ts';
import { pinnedCall } from '../contract/testing/pinned.ts';
import { noStateChoices } from '../contract/variables.ts';
import { CallsService } from './calls-service.ts';
import { CallsStore } from './calls-store.ts';
import { endProfile, openProfile, type Profile } from './profile.ts';
import { defaultOptions, emptyWorkspace, type LibraryMemory } from './workspace.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-named-'));
  file = path.join(folder, 'calls.json');
});
afterEach(async () => {
  // Their files are written a moment after a change.
  await Promise.all(profiles.splice(0).map(endProfile));
  await rm(folder, { recursive: true });
});

const profiles: Profile[] = [];

async function profileIn(notify: (failure: Failure) => void = () => undefined): Promise<Profile> {
  const profile = await openProfile(path.join(folder, 'profile'), notify);
  profiles.push(profile);
  return profile;
}

function call(text: string): CallInput {
  return { symbol: 'f', prototype: 'int f(int)', arguments: [text] };
}

const library = '/lib/libx.so';
const open = (chosen = true) => new CallsStore(library, { file, chosen });
const names = (store: CallsStore) => store.state().calls.map(({ name }) => name);
const put = (calls: Readonly<Record<string, CallInput>>, at = file) =>
  writeFile(at, callsFileText({ library: 'libx.so', calls: new Map(Object.entries(calls)), pinned: null }));

describe('named calls', () => {
  test('are kept sorted in the file and come back', async () => {
    const store = open();
    await store.save('b', call('2'), null);
    await store.save('a', call('1'), null);
    const again = open();
    await again.refresh();
    expect(again.state()).toEqual({
      file,
      chosen: true,
      calls: [
        { name: 'a', input: call('1') },
        { name: 'b', input: call('2') },
      ],
      problem: null,
    });
  });

  test('get another input or another name, and go', async () => {
    const store = open();
    await store.save('a', call('1'), null);
    await store.save('a', call('2'), 'a');
    await store.save('b', call('3'), 'a');
    expect(store.state().calls).toEqual([{ name: 'b', input: call('3') }]);
    await store.save('c', call('4'), null);
    expect(await store.save('c', call('3'), 'b')).toMatchObject({ ok: false });
    expect(await store.remove('missing')).toMatchObject({ failure: { code: 'unknown-id' } });
    await store.remove('b');
    expect(await readFile(file, 'utf8')).not.toContain('"b"');
    expect(names(store)).toEqual(['c']);
  });

  test('changes of others in the file stay', async () => {
    const store = open();
    await store.save('mine', call('1'), null);
    await put({ theirs: call('9') });
    await store.save('new', call('2'), null);
    expect(names(store)).toEqual(['new', 'theirs']);
    await put({ other: call('3') });
    await store.refresh();
    expect(names(store)).toEqual(['other']);
  });

  test('a file that is deleted comes back with the next change', async () => {
    const store = open();
    await store.save('a', call('1'), null);
    await rm(file);
    await store.refresh();
    expect(names(store)).toEqual(['a']);
    await store.save('b', call('2'), null);
    const again = open();
    await again.refresh();
    expect(names(again)).toEqual(['a', 'b']);
  });

  test.each(['<<<<<<< HEAD', '{"dlscope":1}', '\ufffe\xff'])(
    'a file that is not ours (%j) is left alone, nothing is lost, and it ends when the file is good again',
    async (content) => {
      const store = open();
      await store.save('a', call('1'), null);
      await writeFile(file, content, 'latin1');
      await store.save('b', call('2'), null);
      expect(names(store)).toEqual(['a', 'b']);
      expect(store.state().problem).toMatch(/^The file /);
      expect(await readFile(file, 'latin1')).toBe(Buffer.from(content, 'latin1').toString('latin1'));
      await put({ c: call('3') });
      await store.refresh();
      expect(store.state()).toMatchObject({ problem: null });
      expect(names(store)).toEqual(['b', 'c']);
      expect(await readFile(file, 'utf8')).toContain('"b"');
    },
  );

  test('a protected file is a problem and keeps its content', async () => {
    const store = open();
    await store.save('a', call('1'), null);
    const before = await readFile(file, 'utf8');
    await chmod(file, 0o444);
    await store.save('b', call('2'), null);
    expect(store.state().problem).toMatch(/cannot be written/);
    expect(names(store)).toEqual(['a', 'b']);
    expect(await readFile(file, 'utf8')).toBe(before);
    await chmod(file, 0o640);
    await store.refresh();
    expect(store.state().problem).toBeNull();
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readFile(file, 'utf8')).toContain('"b"');
  });

  test('a link stays a link', async () => {
    const target = path.join(folder, 'target.json');
    await put({ a: call('1') }, target);
    await symlink(target, file);
    await open().save('b', call('2'), null);
    expect(await readFile(target, 'utf8')).toContain('"b"');
    expect((await readdir(folder)).sort()).toEqual(['calls.json', 'target.json']);
  });

  test.each(['mkfifo', 'mkdir'])('what %s makes in the place of the file is a problem', async (command) => {
    execFileSync(command, [file]);
    const store = open();
    await store.save('a', call('1'), null);
    expect(store.state().problem).toMatch(/cannot be read/);
    expect(names(store)).toEqual(['a']);
  });

  test('are private in the profile and bounded', async () => {
    const store = open(false);
    expect(await store.save('huge', call('x'.repeat(4_000_001)), null)).toMatchObject({ ok: false });
    await put(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`c${index}`, call('1')])));
    expect(await store.save('one more', call('1'), null)).toMatchObject({
      failure: { code: 'limit-reached' },
    });
    expect(await store.save('c7', call('2'), null)).toMatchObject({ ok: true });
    await rm(file);
    await store.save('c8', call('2'), null);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});

describe('a chosen file', () => {
  test('is merged by name, and what it says wins', async () => {
    const store = open(false);
    for (const [name, text] of Object.entries({ mine: '1', both: '2', same: '3' })) {
      await store.save(name, call(text), null);
    }
    const chosen = path.join(folder, 'repository.json');
    await put({ both: call('9'), same: call('3'), theirs: call('4') }, chosen);
    expect(await store.moveTo(chosen)).toEqual({ ok: true, value: ['both'] });
    expect(store.state()).toMatchObject({ file: chosen, chosen: true, problem: null });
    expect(names(store)).toEqual(['both', 'mine', 'same', 'theirs']);
    const again = new CallsStore(library, { file: chosen, chosen: true });
    await again.refresh();
    expect(again.state()).toEqual(store.state());
    expect(again.state().calls[0]?.input).toEqual(call('9'));
  });

  test('that is not ours is refused and left alone', async () => {
    const store = open(false);
    await store.save('a', call('1'), null);
    const foreign = path.join(folder, 'package.json');
    await writeFile(foreign, '{"name":"x"}');
    expect(await store.moveTo(foreign)).toMatchObject({ failure: { code: 'read-failed', path: foreign } });
    expect(await readFile(foreign, 'utf8')).toBe('{"name":"x"}');
    expect(store.state()).toMatchObject({ file, chosen: false });
  });

  test('in a folder that is not there is a problem, and nothing is lost', async () => {
    const store = open(false);
    await store.save('a', call('1'), null);
    expect(await store.moveTo(path.join(folder, 'missing/x.json'))).toMatchObject({ ok: true });
    expect(store.state().problem).toMatch(/cannot be written/);
    expect(names(store)).toEqual(['a']);
    await mkdir(path.join(folder, 'missing'));
    await store.refresh();
    expect(store.state().problem).toBeNull();
  });
});

function memoryOf(namedFile: string | null): LibraryMemory {
  return {
    path: library,
    options: defaultOptions,
    pinned: [],
    drafts: {},
    selectedSymbol: null,
    headers: [],
    files: [],
    namedFile,
    pinnedInFile: [],
    build: null,
    stateChoices: noStateChoices,
  };
}

const pin = (text: string, expected: string | null = null): PinnedDefinition => ({
  name: null,
  input: call(text),
  expected,
});
const inFile = async (at = file) => JSON.parse(await readFile(at, 'utf8')).pinned;
const putPinned = (pinned: readonly PinnedDefinition[] | null, at = file) =>
  writeFile(at, callsFileText({ library: '../out/libx.so', calls: new Map([['a', call('1')]]), pinned }));

describe('pinned calls', () => {
  test('are in the file in their order, with what is expected', async () => {
    const store = open();
    await store.setPinned([pin('2', '7'), pin('1')]);
    expect(await inFile()).toEqual([
      { symbol: 'f', prototype: 'int f(int)', arguments: ['2'], expected: '7' },
      { symbol: 'f', prototype: 'int f(int)', arguments: ['1'] },
    ]);
    const again = open();
    await again.refresh();
    expect(again.pinned().now).toEqual([pin('2', '7'), pin('1')]);
  });

  test('of an older release go into a file that says nothing of any, and named calls stay', async () => {
    await putPinned(null);
    const store = new CallsStore(library, { file, chosen: true }, { now: [pin('1')], inFile: [] });
    await store.refresh();
    expect(await inFile()).toHaveLength(1);
    expect(names(store)).toEqual(['a']);
  });

  test('are what the file says after others changed it', async () => {
    const store = open();
    await store.setPinned([pin('1'), pin('2')]);
    await putPinned([pin('2', '9'), pin('3')]);
    await store.refresh();
    expect(store.pinned().now).toEqual([pin('2', '9'), pin('3')]);
    await putPinned(null);
    await store.refresh();
    expect(store.pinned().now).toEqual([pin('2', '9'), pin('3')]);
  });

  test('are not lost to a file that cannot be read, also when the program starts anew', async () => {
    const store = open();
    await store.setPinned([pin('1')]);
    await writeFile(file, '<<<<<<< HEAD');
    await store.setPinned([pin('1'), pin('2', '7')]);
    expect(store.state().problem).toMatch(/^The file /);
    const kept = store.pinned();
    expect(kept).toEqual({ now: [pin('1'), pin('2', '7')], inFile: [pin('1')] });
    const again = new CallsStore(library, { file, chosen: true }, kept);
    await again.refresh();
    expect(again.pinned()).toEqual(kept);
    await putPinned([pin('1', '3'), pin('4')]);
    await again.refresh();
    expect(again.pinned().now).toEqual([pin('1', '3'), pin('2', '7'), pin('4')]);
    expect(await inFile()).toHaveLength(3);
  });

  test('and those of a chosen file come together; the file says how to find the library', async () => {
    const store = open(false);
    await store.setPinned([pin('1', '7'), pin('2')]);
    expect(JSON.parse(await readFile(file, 'utf8')).library).toBe(library);
    const chosen = path.join(folder, 'calls-of-ours.json');
    await store.moveTo(chosen);
    expect(path.resolve(folder, JSON.parse(await readFile(chosen, 'utf8')).library)).toBe(library);
    const theirs = path.join(folder, 'theirs.json');
    await putPinned([pin('3'), pin('1', '8')], theirs);
    await store.moveTo(theirs);
    expect(store.pinned().now).toEqual([pin('3'), pin('1', '8'), pin('2')]);
    expect(JSON.parse(await readFile(theirs, 'utf8')).library).toBe('../out/libx.so');
  });

  test('of a session follow its file, and the file follows them', async () => {
    const profile = await profileIn();
    profile.workspace.set({ ...emptyWorkspace, libraries: [memoryOf(file)] });
    const service = new CallsService(profile, () => undefined);
    const session = new KeptSession([pin('1')]);
    await service.refresh(session);
    expect(await inFile()).toHaveLength(1);
    session.pinned = [pin('2', '7'), pin('1')];
    await service.follow(session);
    expect(await inFile()).toMatchObject([{ expected: '7' }, {}]);
    expect(profile.workspace.value.libraries[0]?.pinnedInFile).toEqual([pin('2', '7'), pin('1')]);
    await putPinned([pin('5')]);
    await service.refresh(session);
    expect(session.pinned).toEqual([pin('5')]);
  });
});

test('what others wrote is not taken back by the session, which knows it a moment later', async () => {
  const profile = await profileIn();
  await putPinned([pin('1', '8')]);
  profile.workspace.set({
    ...emptyWorkspace,
    libraries: [{ ...memoryOf(file), pinnedInFile: [pin('1')] }],
  });
  const service = new CallsService(profile, () => undefined);
  const session = new KeptSession([pin('1')]);
  // The registry tells of every change of a session, that of its named calls among them.
  const followed: Promise<void>[] = [];
  session.onChange = () => followed.push(service.follow(session));
  await service.refresh(session);
  await Promise.all(followed);
  expect(session.pinned).toEqual([pin('1', '8')]);
  expect(await inFile()).toMatchObject([{ expected: '8' }]);
});

/** The part of a session that the service uses. */
class KeptSession {
  readonly id = 'one';
  named: NamedCalls | null = null;
  pinned: readonly PinnedDefinition[];
  onChange: () => void = () => undefined;
  constructor(pinned: readonly PinnedDefinition[] = []) {
    this.pinned = pinned;
  }
  state() {
    const pinned = this.pinned.map((definition) => pinnedCall(definition));
    return { path: library, named: this.named, pinned } as unknown as LibraryState;
  }
  setNamed(named: NamedCalls | null) {
    this.named = named;
    this.onChange();
  }
  setPinned(pinned: readonly PinnedDefinition[]) {
    this.pinned = pinned;
    this.onChange();
  }
}

test('the chosen file is remembered for the library, and conflicts are said', async () => {
  const notices: Failure[] = [];
  const profile = await profileIn((failure) => notices.push(failure));
  profile.workspace.set({ ...emptyWorkspace, libraries: [memoryOf(null)] });
  const session = new KeptSession();
  const service = new CallsService(profile, (failure) => notices.push(failure));
  await service.save(session, ['a', call('1'), null]);
  expect(session.named).toMatchObject({ chosen: false, problem: null, calls: [{ name: 'a' }] });
  expect(session.named?.file).toMatch(/named-calls\/libx\.so-[0-9a-f]{16}\.json$/);
  await put({ a: call('2') });
  await service.moveTo(session, file);
  expect(session.named?.calls).toEqual([{ name: 'a', input: call('2') }]);
  expect(notices).toMatchObject([{ path: file, message: expect.stringContaining('"a"') }]);
  await profile.workspace.flush();

  const next = await profileIn((failure) => notices.push(failure));
  const opened = new KeptSession();
  await new CallsService(next, (failure) => notices.push(failure)).refresh(opened);
  expect(opened.named).toEqual(session.named);
  expect(notices).toHaveLength(1);
});

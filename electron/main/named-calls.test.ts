import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../contract/failure.ts';
import type { CallInput, LibraryState, NamedCalls } from '../contract/session-state.ts';
import { NamedCallsStore } from './named-calls.ts';
import { namedCallsText } from './named-calls-file.ts';
import { NamedCallsService } from './named-calls-service.ts';
import { openProfile } from './profile.ts';
import { defaultOptions, emptyWorkspace } from './workspace.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-named-'));
  file = path.join(folder, 'calls.json');
});
afterEach(() => rm(folder, { recursive: true }));

function call(text: string): CallInput {
  return { symbol: 'f', prototype: 'int f(int)', arguments: [text] };
}

const open = (chosen = true) => new NamedCallsStore('libx.so', { file, chosen });
const names = (store: NamedCallsStore) => store.state().calls.map(({ name }) => name);
const put = (calls: Readonly<Record<string, CallInput>>, at = file) =>
  writeFile(at, namedCallsText({ library: 'libx.so', calls: new Map(Object.entries(calls)) }));

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
    expect(await store.save('one more', call('1'), null)).toMatchObject({ failure: { code: 'busy' } });
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
    const again = new NamedCallsStore('libx.so', { file: chosen, chosen: true });
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

/** The part of a session that the service uses. */
class NamedSession {
  readonly id = 'one';
  named: NamedCalls | null = null;
  state() {
    return { path: '/lib/libx.so', named: this.named } as LibraryState;
  }
  setNamed(named: NamedCalls | null) {
    this.named = named;
  }
}

test('the chosen file is remembered for the library, and conflicts are said', async () => {
  const notices: Failure[] = [];
  const profile = await openProfile(path.join(folder, 'profile'), (failure) => notices.push(failure));
  const memory = {
    path: '/lib/libx.so',
    options: defaultOptions,
    pinned: [],
    drafts: {},
    selectedSymbol: null,
    headers: [],
    files: [],
    namedFile: null,
  };
  profile.workspace.set({ ...emptyWorkspace, libraries: [memory] });
  const session = new NamedSession();
  const service = new NamedCallsService(profile, (failure) => notices.push(failure));
  await service.save(session, ['a', call('1'), null]);
  expect(session.named).toMatchObject({ chosen: false, problem: null, calls: [{ name: 'a' }] });
  expect(session.named?.file).toMatch(/named-calls\/libx\.so-[0-9a-f]{16}\.json$/);
  await put({ a: call('2') });
  await service.moveTo(session, file);
  expect(session.named?.calls).toEqual([{ name: 'a', input: call('2') }]);
  expect(notices).toMatchObject([{ path: file, message: expect.stringContaining('"a"') }]);
  await profile.workspace.flush();

  const next = await openProfile(path.join(folder, 'profile'), (failure) => notices.push(failure));
  const opened = new NamedSession();
  await new NamedCallsService(next, (failure) => notices.push(failure)).refresh(opened);
  expect(opened.named).toEqual(session.named);
  expect(notices).toHaveLength(1);
});

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { editorArguments } from './editor-command.ts';
import { openPlace } from './open-place.ts';

let folder: string;
let opened: string[];

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/dlscope-open-place-`);
  await mkdir(path.join(folder, 'inner'));
  await writeFile(path.join(folder, 'a.c'), '');
  opened = [];
});
afterEach(() => rm(folder, { recursive: true }));

function open(file: string, editorCommand = '', answer = '') {
  return openPlace(
    {
      place: { start: 0, end: 1, file, line: 7, column: null },
      folders: [path.join(folder, 'inner'), folder],
    },
    {
      editorCommand: () => editorCommand,
      openPath: async (found) => {
        opened.push(found);
        return answer;
      },
    },
  );
}

describe('opening what the output names', () => {
  test('looks where make was, then in the folder of the build', async () => {
    expect(await open('a.c')).toEqual({ ok: true, value: null });
    await writeFile(path.join(folder, 'inner/a.c'), '');
    await open('a.c');
    await open(path.join(folder, 'a.c'));
    expect(opened).toEqual([`${folder}/a.c`, `${folder}/inner/a.c`, `${folder}/a.c`]);
  });

  test('opens only files that are there', async () => {
    expect(await open('absent.c')).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
    expect(await open('inner')).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
    expect(opened).toEqual([]);
  });

  test('gives the desktop nothing that it might run', async () => {
    await chmod(path.join(folder, 'a.c'), 0o755);
    await writeFile(path.join(folder, 'x.desktop'), '');
    expect(await open('a.c')).toMatchObject({ ok: false, failure: { code: 'permission-denied' } });
    expect(await open('x.desktop')).toMatchObject({ ok: false, failure: { code: 'permission-denied' } });
    expect(opened).toEqual([]);
  });

  test('says what the desktop said', async () => {
    expect(await open('a.c', '', 'no application')).toMatchObject({
      ok: false,
      failure: { code: 'read-failed', detail: 'no application' },
    });
  });

  test('starts the user’s editor without a shell', async () => {
    const editor = path.join(folder, 'editor');
    await writeFile(
      editor,
      `#!/bin/sh\nprintf '%s|' "$@" > ${folder}/said.tmp && mv ${folder}/said.tmp ${folder}/said\n`,
      { mode: 0o755 },
    );
    const odd = path.join(folder, 'a $(id) b.c');
    await writeFile(odd, '');
    expect(await open(odd, `${editor} +{line} {file}`)).toEqual({ ok: true, value: null });
    await vi.waitFor(async () => expect(await readFile(`${folder}/said`, 'utf8')).toBe(`+7|${odd}|`));
    expect(await open('a.c', '/no/such/editor')).toMatchObject({
      ok: false,
      failure: { code: 'file-missing' },
    });
  });
});

test('the words of an editor command', () => {
  const place = { file: '/a b/{line}.c', line: 3, column: 9 };
  const words = (command: string) => editorArguments(command, place);
  expect(words('code -g {file}:{line}:{column}')).toEqual(['code', '-g', '/a b/{line}.c:3:9']);
  expect(words('emacs')).toEqual(['emacs', '/a b/{line}.c']);
  expect(words(`"/opt/my editor/run" --at='{line} x' {file}`)).toEqual([
    '/opt/my editor/run',
    '--at=3 x',
    '/a b/{line}.c',
  ]);
  expect(editorArguments('vi +{column}', { ...place, column: null })).toEqual(['vi', '+1', '/a b/{line}.c']);
});

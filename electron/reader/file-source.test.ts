import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '../contract/failure.ts';
import { buildElf } from '../elf/testing/elf-builder.ts';
import { fileSource, withFile } from './file-source.ts';
import { takeSnapshot } from './snapshot.ts';
import { copyFailure, openFailure, readFailure } from './system-failures.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-files-'));
  path = join(folder, 'file');
  writeFileSync(path, buildElf().bytes);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const changes: Readonly<Record<string, () => void>> = {
  grows: () => appendFileSync(path, 'more'),
  shrinks: () => truncateSync(path, 10),
  'is replaced': () => {
    writeFileSync(join(folder, 'new'), 'new');
    renameSync(join(folder, 'new'), path);
  },
  'is removed': () => rmSync(path),
};

describe('a file that changes while it is read', () => {
  it.each(Object.entries(changes))('%s', (_name, change) => {
    const outcome = withFile(path, () => {
      change();
      return fail('not-elf', 'what the reader thought of half a file');
    });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'changed-while-reading', path } });
  });

  it.each(Object.entries(changes))('%s while it is copied: no copy stays', (_name, change) => {
    const destination = join(folder, 'copy');
    const outcome = takeSnapshot({ path, destination }, () => {
      change();
      return fail('internal', 'never seen');
    });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'changed-while-reading' } });
    expect(existsSync(destination)).toBe(false);
  });

  it('gives short reads, not old bytes', () => {
    withFile(path, (file) => {
      truncateSync(path, 10);
      expect(fileSource(file).read(4, 100).length).toBe(6);
      return succeed(null);
    });
  });
});

describe('errors of the system', () => {
  const error = (code: string) => Object.assign(new Error(`${code}: words of the system`), { code });

  it('become failures that keep the words of the system', () => {
    expect(openFailure('/x', error('EACCES')).failure).toEqual({
      code: 'permission-denied',
      message: 'You may not read the file.',
      path: '/x',
      detail: 'EACCES: words of the system',
    });
    expect(openFailure('/x', error('EUNHEARDOF')).failure.code).toBe('read-failed');
    expect(readFailure('/x', error('EIO')).failure.code).toBe('read-failed');
    expect(copyFailure('/y', error('ENOSPC')).failure).toMatchObject({
      code: 'copy-failed',
      message: 'The disk is full: no private copy of the library could be made.',
      path: '/y',
    });
  });

  it('that are none of the system are thrown on', () => {
    expect(() => readFailure('/x', new RangeError('a bug'))).toThrow('a bug');
  });
});

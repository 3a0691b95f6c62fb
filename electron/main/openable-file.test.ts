import { beforeEach, expect, test } from 'vitest';
import { type Failure, type FailureCode, fail } from '../contract/failure.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';
import { examineToOpen } from './openable-file.ts';

let code: FailureCode;
const reader = { inspect: async () => fail(code, 'no') } as unknown as ReaderClient;
const realpath = async (path: string) => `/real${path}`;

beforeEach(() => {
  code = 'internal';
});

test.each(['file-missing', 'not-a-regular-file', 'permission-denied', 'not-elf'] as const)(
  '%s is refused: no waiting makes it a library',
  async (refused) => {
    code = refused;
    expect(await examineToOpen('/a', reader, realpath)).toMatchObject({
      ok: false,
      failure: { code: refused },
    });
  },
);

test.each(['incomplete-file', 'changed-while-reading', 'reader-unavailable', 'read-failed'] as const)(
  '%s gets a tab that waits',
  async (waiting) => {
    code = waiting;
    expect(await examineToOpen('/a', reader, realpath)).toEqual({
      ok: true,
      value: { path: '/a', realPath: '/real/a' },
    });
  },
);

test('a file that went away meanwhile is missing', async () => {
  const gone = () => Promise.reject(new Error('ENOENT'));
  const outcome = await examineToOpen('/a', reader, gone);
  expect((outcome as { failure: Failure }).failure.code).toBe('file-missing');
});

import { expect, test } from 'vitest';
import { npmFailure } from './npm-failure.mjs';

const what = 'The packages cannot be installed';

test('tells a network that does not answer', () => {
  const text = npmFailure(what, 'npm error code EAI_AGAIN\nnpm error request to the registry failed\n');
  expect(text).toMatch(/^The packages cannot be installed: no npm registry can be reached\./);
  expect(text).toContain('EAI_AGAIN');
});

test('tells a full disk, also when the network is mentioned', () => {
  expect(npmFailure(what, 'npm error code ENOSPC\nnpm error nospc Clear up some disk space')).toMatch(
    /^The packages cannot be installed: there is no space left on the disk\./,
  );
});

test('tells a folder that cannot be written to', () => {
  expect(npmFailure(what, 'npm error code EACCES\nnpm error path /srv/dlscope')).toBe(
    'The packages cannot be installed: a folder cannot be written to.\n  npm error code EACCES\n  npm error path /srv/dlscope',
  );
});

test("shows npm's reason for anything else, without stack traces", () => {
  const output =
    'npm error code EUSAGE\nnpm error     at Socket.emit (node:net:1:1)\nnpm error\nnpm error out of sync\n';
  expect(npmFailure(what, output)).toBe(
    'The packages cannot be installed.\n  npm error code EUSAGE\n  npm error out of sync',
  );
});

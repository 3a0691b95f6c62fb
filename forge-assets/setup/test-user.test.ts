import { expect, test } from 'vitest';
import { testUserEnvironment } from './test-user.mjs';

test("takes along what means the same to another user, and nothing of root's own", () => {
  const env = {
    PATH: '/bin',
    LC_ALL: 'C',
    CI: '1',
    HOME: '/root',
    TMPDIR: '/root/tmp',
    XDG_CACHE_HOME: '/root/.c',
    npm_token: 'x',
  };
  expect(testUserEnvironment(env, { DISPLAY: ':5' })).toEqual({
    PATH: '/bin',
    LC_ALL: 'C',
    CI: '1',
    DISPLAY: ':5',
    HOME: '/var/lib/dlscope-test',
    USER: 'dlscope-test',
    LOGNAME: 'dlscope-test',
    SHELL: '/bin/sh',
  });
});

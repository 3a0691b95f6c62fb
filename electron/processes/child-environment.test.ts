import { expect, it } from 'vitest';
import { childEnvironment } from './child-environment.ts';

it('passes on what a library may ask for, and nothing that changes the loading or the run time', () => {
  const kept = {
    HOME: '/home/ada',
    PATH: '/bin',
    LC_ALL: 'C',
    XDG_DATA_HOME: '/d',
    LD_LIBRARY_PATH: '/opt/lib',
  };
  const refused = {
    LD_PRELOAD: '/evil.so',
    LD_AUDIT: '/evil.so',
    LD_DEBUG: 'all',
    NODE_OPTIONS: '--require /evil.js',
    ELECTRON_RUN_AS_NODE: '1',
    AWS_SECRET_ACCESS_KEY: 'secret',
    TZ: undefined,
  };
  expect(childEnvironment({ ...kept, ...refused })).toEqual(kept);
});

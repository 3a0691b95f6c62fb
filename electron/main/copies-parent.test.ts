import { expect, test } from 'vitest';
import { forbidsExecution } from './copies-parent.ts';

const mounts = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '40 22 0:30 / /run/user/1000 rw,nosuid,nodev,noexec,relatime shared:2 - tmpfs tmpfs rw',
  '41 22 0:31 / /tmp rw,nosuid shared:3 - tmpfs tmpfs rw',
  '42 22 0:32 / /mnt/a\\040b rw,noexec - tmpfs tmpfs rw',
  '',
].join('\n');

test('the deepest mount that holds the folder decides', () => {
  expect(forbidsExecution(mounts, '/run/user/1000')).toBe(true);
  expect(forbidsExecution(mounts, '/run/user/1000/x')).toBe(true);
  expect(forbidsExecution(mounts, '/run/user/10000')).toBe(false);
  expect(forbidsExecution(mounts, '/tmp')).toBe(false);
  expect(forbidsExecution(mounts, '/mnt/a b/c')).toBe(true);
});

test('nothing known forbids nothing', () => {
  expect(forbidsExecution('', '/tmp')).toBe(false);
});

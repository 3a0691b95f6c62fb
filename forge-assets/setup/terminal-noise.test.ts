import { expect, test } from 'vitest';
import { isHarmlessNoise } from './terminal-noise.mjs';

test.each([
  '[6688:1123/181251.883364:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket',
  '[6773:1123/181253.622674:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization',
  '[99:1123/181253.622674:ERROR:object_proxy.cc(576)] Failed to call method: org.freedesktop.DBus',
])('leaves out %s', (line) => {
  expect(isHarmlessNoise(line)).toBe(true);
});

test.each([
  'Error: the bus is late',
  'rejected: ./libgame.so: undefined symbol: gl_draw',
  '[1:1123/1:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox!',
  '',
])('keeps %j', (line) => {
  expect(isHarmlessNoise(line)).toBe(false);
});

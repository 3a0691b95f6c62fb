import { expect, test } from 'vitest';
import { isDisplayRefusal, isHarmlessNoise } from './terminal-noise.mjs';

test.each([
  '[6688:1123/181251.883364:ERROR:bus.cc(407)] Failed to connect to the bus: Failed to connect to socket',
  '[6773:1123/181253.622674:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors during initialization',
  '[19987:1123/193450.236265:ERROR:command_buffer_proxy_impl.cc(131)] ContextResult::kTransientFailure: Failed to send GpuControl.CreateCommandBuffer.',
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

test('knows when the display is the reason', () => {
  expect(
    isDisplayRefusal(
      '[20187:1123/193453.607440:ERROR:ozone_platform_x11.cc(245)] Missing X server or $DISPLAY',
    ),
  ).toBe(true);
  expect(isDisplayRefusal('libgame.so: no display in this library')).toBe(false);
});

import { expect, test } from 'vitest';
import { fitWindow } from './window-bounds.ts';

const display = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

test('the first window has the preferred size and no position', () => {
  expect(fitWindow(null, [display])).toEqual({ width: 1280, height: 800 });
});

test('remembered bounds come back, also on a second display', () => {
  const bounds = { x: 2000, y: 100, width: 900, height: 700 };
  expect(fitWindow(bounds, [display, second])).toEqual(bounds);
});

test('a window on a display that is gone opens where the system chooses', () => {
  expect(fitWindow({ x: 2000, y: 100, width: 900, height: 700 }, [display])).toEqual({
    width: 1280,
    height: 800,
  });
  expect(fitWindow({ x: 100, y: -500, width: 900, height: 700 }, [display])).not.toHaveProperty('x');
});

test('sizes stay between the minimum and the display', () => {
  expect(fitWindow({ x: 0, y: 0, width: 200, height: 100 }, [display])).toMatchObject({
    width: 720,
    height: 480,
  });
  expect(fitWindow({ x: 0, y: 0, width: 9000, height: 9000 }, [display])).toMatchObject({
    width: 1920,
    height: 1080,
  });
  expect(fitWindow(null, [{ x: 0, y: 0, width: 640, height: 480 }])).toEqual({ width: 720, height: 480 });
});

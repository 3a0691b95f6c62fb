import { z } from 'zod';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const coordinate = z.number().int().min(-100_000).max(100_000);
const extent = z.number().int().min(1).max(100_000);

/** Where the window was when it was closed. */
export const windowPlaceSchema = z.object({
  bounds: z.object({ x: coordinate, y: coordinate, width: extent, height: extent }),
  maximized: z.boolean(),
});
export type WindowPlace = z.infer<typeof windowPlaceSchema>;

export const minimumSize = { width: 720, height: 480 } as const;
export const preferredSize = { width: 1280, height: 800 } as const;

/** So much of the title bar must be on a display for the window to be within reach, in pixels. */
const reachablePixels = 80;

/**
 * The bounds to open with: the remembered ones when they are within reach of a display, at least the minimum size
 * and no larger than that display; without a position when the system should choose.
 */
export function fitWindow(
  remembered: Area | null,
  displays: readonly Area[],
): { width: number; height: number; x?: number; y?: number } {
  const display = remembered && displays.find((area) => isWithinReach(remembered, area));
  if (!remembered || !display) {
    const largest = displays[0] ?? { x: 0, y: 0, ...preferredSize };
    return clampSize(preferredSize, largest);
  }
  return { x: remembered.x, y: remembered.y, ...clampSize(remembered, display) };
}

function isWithinReach(window: Area, display: Area): boolean {
  const right = Math.min(window.x + window.width, display.x + display.width);
  const visibleWidth = right - Math.max(window.x, display.x);
  const topIsVisible = window.y >= display.y && window.y <= display.y + display.height - reachablePixels;
  return topIsVisible && visibleWidth >= reachablePixels;
}

function clampSize(size: { width: number; height: number }, display: Area) {
  return {
    width: Math.max(minimumSize.width, Math.min(size.width, display.width)),
    height: Math.max(minimumSize.height, Math.min(size.height, display.height)),
  };
}

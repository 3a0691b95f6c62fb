import { z } from 'zod';
import type { Settings } from '../contract/app-snapshot.ts';

/** The choices of the window as they are kept on disk. */
export const settingsSchema: z.ZodType<Settings> = z.object({
  guideDismissed: z.boolean(),
  demangle: z.boolean(),
  layout: z.record(z.string().max(64), z.array(z.number().min(0).max(100)).max(8)),
  dockTab: z.string().max(64),
  recordCalls: z.boolean().default(true),
  historyTimeline: z.boolean().default(true),
  notifyFailures: z.boolean().default(false),
  editorCommand: z.string().max(1000).default(''),
});

export const defaultSettings: Settings = {
  guideDismissed: false,
  demangle: true,
  layout: {},
  dockTab: 'history',
  recordCalls: true,
  historyTimeline: true,
  notifyFailures: false,
  editorCommand: '',
};

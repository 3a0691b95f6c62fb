import { z } from 'zod';

/** Ids are minted by main; the page hands back what it was given. */
export const libraryId = z.string().min(1).max(64);
export const itemId = z.string().min(1).max(64);
export const symbolName = z.string().min(1).max(2_000_000);

export const callInput = z.strictObject({
  symbol: symbolName,
  prototype: z.string().max(100_000),
  arguments: z.array(z.string().max(4_000_000)).max(256),
});

/** A name for a saved value, without the dollar sign. */
export const savedName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
export const callName = z.string().trim().min(1).max(200);
/** `0x` and up to 16 digits. */
export const address = z.string().regex(/^0x[0-9a-f]{1,16}$/);

export const measure = z.strictObject({
  runs: z.number().int().min(1).max(1_000_000_000).nullable(),
  ms: z.number().int().min(1).max(600_000).nullable(),
});

/** How the bytes at an address are shown. */
export const viewAs = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('string') }),
  z.strictObject({ kind: z.literal('bytes'), count: z.number().int().min(1).max(65_536) }),
  /** `count` values of a type written in C, `struct point`; 1 for one alone. */
  z.strictObject({
    kind: z.literal('type'),
    type: z.string().min(1).max(20_000),
    count: z.number().int().min(1).max(1000),
  }),
]);

export const stateChoice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('carry'),
    key: z.string().min(1).max(10_000),
    carried: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('hook'),
    which: z.enum(['before', 'after']),
    symbol: symbolName.max(10_000).nullable(),
  }),
]);

export const libraryOptions = z.strictObject({
  runIn: z.enum(['isolated', 'in-main']).exactOptional(),
  strategy: z.enum(['swap', 'fresh', 'strict']).exactOptional(),
  whenStuck: z.enum(['fresh', 'keep']).exactOptional(),
  binding: z.enum(['lazy', 'now']).exactOptional(),
  watching: z.boolean().exactOptional(),
});

/** Text on one line: main's dialog shows all of it. */
export const commandLine = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .regex(/^[^\p{Cc}]*$/u);

export const settings = z.strictObject({
  guideDismissed: z.boolean().exactOptional(),
  demangle: z.boolean().exactOptional(),
  /** Sizes of the panels by the name of their group, in percent. */
  layout: z.record(z.string().max(64), z.array(z.number().min(0).max(100)).max(8)).exactOptional(),
  dockTab: z.string().max(64).exactOptional(),
  recordCalls: z.boolean().exactOptional(),
  historyTimeline: z.boolean().exactOptional(),
  notifyFailures: z.boolean().exactOptional(),
});

export type ViewAs = z.infer<typeof viewAs>;

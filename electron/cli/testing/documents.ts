import { z } from 'zod';

const hexText = z.string().regex(/^0x[0-9a-f]+$/);
const buildText = z.string().regex(/^[0-9a-f]+$/);

/** What scripts may rely on: unknown fields are refused. */
export const symbolsDocument = z.strictObject({
  library: z.string().startsWith('/'),
  build: buildText,
  soname: z.string().nullable(),
  needed: z.array(z.string()),
  symbols: z.array(
    z.strictObject({
      name: z.string(),
      demangled: z.string(),
      type: z.enum(['FUNC', 'OBJECT', 'TLS', 'IFUNC', 'NOTYPE', 'COMMON']),
      bind: z.enum(['GLOBAL', 'WEAK', 'UNIQUE', 'LOCAL']),
      visibility: z.enum(['DEFAULT', 'INTERNAL', 'HIDDEN', 'PROTECTED']),
      version: z.string().min(1).nullable(),
      defaultVersion: z.boolean(),
      size: z.number().int().nonnegative(),
      value: hexText,
      section: z.string(),
      prototype: z.string().min(1).optional(),
      prototypeSource: z.enum(['dwarf', 'header', 'mangled']).optional(),
    }),
  ),
});

const outputFields = {
  stdout: z.string(),
  stderr: z.string(),
  stdoutDroppedBytes: z.number().int().positive().optional(),
  stderrDroppedBytes: z.number().int().positive().optional(),
};

const callFields = {
  result: z.json(),
  text: z.string(),
  type: z.string().min(1),
  durationNs: z.number().nonnegative(),
  out: z.record(z.string(), z.json()).optional(),
  callbacks: z.record(z.string(), z.array(z.array(z.json()))).optional(),
  ...outputFields,
};

export const callDocument = z.strictObject(callFields);

const jsonInteger = z.union([z.number().int(), z.string().regex(/^\d+$/)]);

const eventFields = {
  generation: z.number().int().positive().nullable(),
  identity: z
    .strictObject({
      dev: jsonInteger,
      ino: jsonInteger,
      size: jsonInteger,
      mtimeNs: jsonInteger,
      ctimeNs: jsonInteger,
    })
    .nullable(),
  build: buildText.nullable(),
  at: z.iso.datetime(),
  durationMs: z.number().nonnegative(),
  reason: z.string().min(1).optional(),
  dlerror: z.string().min(1).optional(),
};

const counts = {
  passed: z.number().int(),
  failed: z.number().int(),
  faults: z.number().int(),
  stale: z.number().int(),
  ran: z.number().int(),
  notRun: z.number().int(),
};

const pinnedState = z.enum(['pass', 'fail', 'fault', 'stale', 'ran', 'not-run']);

const pinnedFields = {
  name: z.string(),
  symbol: z.string(),
  arguments: z.array(z.string()),
  expected: z.string().nullable(),
  state: pinnedState,
};

export const runDocument = z.strictObject({
  file: z.string().startsWith('/'),
  library: z.string().startsWith('/'),
  build: buildText,
  ...counts,
  calls: z.array(
    z.strictObject({
      ...pinnedFields,
      prototype: z.string(),
      reason: z.string().min(1).optional(),
      ...z.object(callFields).partial().shape,
    }),
  ),
});

export const watchEvent = z.discriminatedUnion('event', [
  z.strictObject({
    event: z.enum(['loaded', 'reloaded', 'unchanged', 'rejected', 'missing']),
    ...eventFields,
    ...z.object(outputFields).partial().shape,
  }),
  z.strictObject({
    event: z.literal('fault'),
    ...eventFields,
    ...z.object(outputFields).partial().shape,
  }),
  z.strictObject({
    event: z.literal('changes'),
    ...eventFields,
    summary: z.strictObject({ breaking: z.number(), risky: z.number(), compatible: z.number() }),
    changes: z
      .array(
        z.strictObject({
          kind: z.string(),
          severity: z.enum(['breaking', 'risky', 'compatible']),
          subject: z.string(),
          symbols: z.array(z.string()),
          sentence: z.string().min(1),
        }),
      )
      .min(1),
  }),
  z.strictObject({ event: z.literal('result'), ...eventFields, ...callFields }),
  z.strictObject({
    event: z.literal('check'),
    ...eventFields,
    ...z.object(callFields).partial().shape,
    check: z.strictObject({
      ...pinnedFields,
      before: z.string().optional(),
      brokenBy: z
        .strictObject({ generation: z.number().int().positive(), build: buildText.nullable() })
        .optional(),
    }),
  }),
  z.strictObject({ event: z.literal('checks'), ...eventFields, counts: z.strictObject(counts) }),
]);

import { z } from 'zod';
import { withRun } from '../checks/run-span.ts';
import type { CallInput, CallOutcome, CallRecord } from '../contract/call-record.ts';
import { readLimits } from '../contract/call-value.ts';
import type { PinnedCall, PinnedDefinition } from '../contract/kept-calls.ts';
import { loggedCallbackCalls, timingSchema } from '../contract/runner-protocol.ts';
import type { ShownValue } from '../contract/shown-value.ts';
import {
  buildKeySchema,
  count,
  failureSchema,
  faultSchema,
  generationNumber,
  text,
  timeMs,
} from './stored-parts.ts';

export const callInputSchema: z.ZodType<CallInput> = z.object({
  symbol: text.min(1),
  prototype: text,
  arguments: z.array(text).max(256),
});

const capturedSchema = z.object({ text, droppedBytes: count });

const shownValueSchema: z.ZodType<ShownValue> = z.lazy(() =>
  z.object({
    name: text.nullable(),
    type: text,
    text,
    hex: text.nullable(),
    at: text.nullable(),
    pointsTo: text.nullable(),
    children: z.array(shownValueSchema).max(readLimits.values),
    more: count,
    json: text.nullable(),
  }),
);

const shownCallbackSchema = z.object({
  label: text,
  total: count,
  calls: z.array(z.array(shownValueSchema).max(256)).max(loggedCallbackCalls),
});

const returnedSchema = z
  .object({
    kind: z.literal('returned'),
    text,
    hex: text.nullable(),
    type: text,
    // Releases before calls had trees, out values, callbacks and measurements kept none of them.
    value: shownValueSchema.exactOptional(),
    out: z.array(shownValueSchema).max(10_000).default([]),
    callbacks: z.array(shownCallbackSchema).max(1000).default([]),
    durationNs: timeMs,
    timing: timingSchema.nullable().default(null),
    errno: z.object({ code: z.number().int(), name: text, message: text }).nullable(),
    stdout: capturedSchema,
    stderr: capturedSchema,
  })
  .transform(({ value, ...outcome }) => ({ ...outcome, value: value ?? leafOf(outcome) }));

function leafOf({ text, hex, type }: Pick<ShownValue, 'text' | 'hex' | 'type'>): ShownValue {
  const json = JSON.stringify(text);
  return { name: null, type, text, hex, at: null, pointsTo: null, children: [], more: 0, json };
}

const callOutcomeSchema: z.ZodType<CallOutcome> = z.union([
  returnedSchema,
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
  z.object({ kind: z.literal('fault'), fault: faultSchema, stdout: capturedSchema, stderr: capturedSchema }),
]);

const spanSchema = z.object({ runs: count, fastestNs: timeMs, slowestNs: timeMs });

const pinnedResultSchema = z
  .object({
    generation: generationNumber,
    atMs: timeMs,
    outcome: callOutcomeSchema,
    // Releases before checks kept one run of each generation.
    span: spanSchema.nullable().exactOptional(),
  })
  .transform((result) => ({ ...result, span: result.span ?? withRun(null, result.outcome) }));

/** What the file of the calls said of a pinned call when it was read or written last. */
export const pinnedDefinitionSchema: z.ZodType<PinnedDefinition> = z.object({
  name: text.nullable().default(null),
  input: callInputSchema,
  expected: text.nullable().default(null),
});

/** A pinned call as the workspace keeps it. */
export const pinnedCallSchema: z.ZodType<PinnedCall> = z.object({
  id: z.string().min(1).max(64),
  input: callInputSchema,
  latest: pinnedResultSchema.nullable(),
  previous: pinnedResultSchema.nullable(),
  stale: text.nullable(),
  // Releases before checks did not write these.
  name: text.nullable().default(null),
  expected: text.nullable().default(null),
  verdict: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('passed') }),
      z.object({ kind: z.literal('failed'), reason: text }),
    ])
    .nullable()
    .default(null),
  brokenBy: z
    .object({ generation: generationNumber, build: buildKeySchema.nullable() })
    .nullable()
    .default(null),
});

/** A call as the call log keeps it. */
export const callRecordSchema: z.ZodType<CallRecord> = z.object({
  id: z.string().min(1).max(64),
  atMs: timeMs,
  generation: generationNumber,
  input: callInputSchema,
  outcome: callOutcomeSchema,
  trigger: z.enum(['user', 'pinned', 'beside']),
});

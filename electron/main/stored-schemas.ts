import { z } from 'zod';
import { withRun } from '../checks/run-span.ts';
import { buildChangeKinds, changeSeverities, type KeptChanges } from '../contract/build-changes.ts';
import { readLimits } from '../contract/call-value.ts';
import { type Failure, failureCodes } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';
import type { NeededChange } from '../contract/needed-build.ts';
import type { PinnedEffect } from '../contract/pinned-effect.ts';
import { loggedCallbackCalls, timingSchema } from '../contract/runner-protocol.ts';
import type {
  CallInput,
  CallOutcome,
  CallRecord,
  HistoryEntry,
  PinnedCall,
  PinnedDefinition,
  ShownValue,
  UnloadProof,
} from '../contract/session-state.ts';
import { stuckReasonKinds, verdicts } from '../contract/session-state.ts';
import {
  carryLimit,
  changedVariablesLimit,
  type StateChange,
  type StateChoices,
  variableFates,
} from '../contract/variables.ts';

const text = z.string().max(4_000_000);
const count = z.number().int().nonnegative();
const timeMs = z.number().nonnegative();
const decimal = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => BigInt(digits));
const generationNumber = z.number().int().positive();

const endCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signal'), signal: z.string().max(32) }),
  z.object({ kind: z.literal('exit'), code: z.number().int(), orSignal: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('timeout'), ms: timeMs }),
]);

const faultSchema: z.ZodType<Fault> = endCause.and(
  z.object({
    during: z.enum(['start', 'idle', 'load', 'call', 'unload']),
    stderrTail: text,
  }),
);

const failureSchema: z.ZodType<Failure> = z.object({
  code: z.enum(failureCodes),
  message: text,
  path: text.exactOptional(),
  argument: text.exactOptional(),
  detail: text.exactOptional(),
  fault: faultSchema.exactOptional(),
});

const identitySchema = z.object({
  dev: decimal,
  ino: decimal,
  size: decimal,
  mtimeNs: decimal,
  ctimeNs: decimal,
});
const buildKeySchema = z.object({ buildId: text.nullable(), hash: text });

const buildChangeSchema = z.object({
  identity: identitySchema,
  build: buildKeySchema.nullable(),
  neededHash: text.exactOptional(),
});

const neededBuildSchema = z.object({ identity: identitySchema, build: buildKeySchema }).nullable();

const neededChangeSchema: z.ZodType<NeededChange> = z.object({
  path: text,
  before: neededBuildSchema,
  after: neededBuildSchema,
});

const names = z.array(text).max(1000);

const proofSchema: z.ZodType<UnloadProof> = z.object({
  generation: generationNumber,
  gone: z.boolean(),
  reasons: z
    .array(z.object({ kind: z.enum(stuckReasonKinds), cause: text, cure: text, names }))
    .max(stuckReasonKinds.length),
});

const changesSchema: z.ZodType<KeptChanges> = z.object({
  changes: z
    .array(
      z.object({
        kind: z.enum(buildChangeKinds),
        severity: z.enum(changeSeverities),
        subject: text,
        symbols: names,
        symbolCount: count,
        sentence: text,
        sides: z.object({ before: text, after: text }).nullable(),
      }),
    )
    .max(1000),
  counts: z.object({ breaking: count, risky: count, compatible: count }),
  notes: names,
  complete: z.boolean(),
});

const stateChangeSchema: z.ZodType<StateChange> = z.object({
  variables: z
    .array(
      z.object({
        name: text,
        key: text,
        fate: z.enum(variableFates),
        before: text,
        after: text.nullable(),
        note: text,
      }),
    )
    .max(changedVariablesLimit),
  resetCount: count,
  carriedCount: count,
  notCompared: count,
});

const effectSchema: z.ZodType<PinnedEffect> = z.object({
  ran: count,
  failed: count,
  stale: count,
  changed: count,
  broken: count,
  examples: z
    .array(z.object({ call: text, before: text.nullable(), after: text.nullable(), broken: z.boolean() }))
    .max(100),
});

/** One line of the reload history as it is kept on disk. */
export const historyEntrySchema: z.ZodType<HistoryEntry> = z.object({
  id: z.string().min(1).max(64),
  library: text,
  atMs: timeMs,
  generation: generationNumber.nullable(),
  answering: generationNumber.nullable(),
  verdict: z.enum(verdicts),
  trigger: z.enum(['open', 'watch', 'manual', 'option', 'recovery', 'back']),
  durationMs: timeMs,
  place: z.enum(['isolated', 'in-main']),
  strategy: z.enum(['swap', 'fresh', 'strict']),
  before: buildChangeSchema.nullable(),
  after: buildChangeSchema.nullable(),
  symbolCount: count.nullable(),
  compared: z.boolean().default(false),
  added: names,
  removed: names,
  changed: names,
  addedCount: count,
  removedCount: count,
  changedCount: count,
  failure: failureSchema.nullable(),
  fault: faultSchema.nullable(),
  // Earlier releases did not write these.
  replaced: generationNumber.nullable().default(null),
  changes: changesSchema.nullable().default(null),
  pinned: effectSchema.nullable().default(null),
  // Releases before this one wrote neither.
  needed: z.array(neededChangeSchema).max(1000).default([]),
  proof: proofSchema.nullable().default(null),
  state: stateChangeSchema.nullable().default(null),
  notes: names,
});

/** What the user chose about the state of a library, as the workspace keeps it. */
export const stateChoicesSchema: z.ZodType<StateChoices> = z.object({
  carry: z.array(text).max(carryLimit),
  hooks: z.object({ before: text.nullable(), after: text.nullable() }),
});

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

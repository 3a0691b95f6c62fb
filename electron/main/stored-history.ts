import { z } from 'zod';
import { buildChangeKinds, changeSeverities, type KeptChanges } from '../contract/build-changes.ts';
import { stuckReasonKinds, type UnloadProof } from '../contract/generation.ts';
import { type HistoryEntry, verdicts } from '../contract/history-entry.ts';
import type { NeededChange } from '../contract/needed-build.ts';
import type { PinnedEffect } from '../contract/pinned-effect.ts';
import { changedVariablesLimit, type StateChange, variableFates } from '../contract/variables.ts';
import {
  buildChangeSchema,
  buildKeySchema,
  count,
  failureSchema,
  faultSchema,
  generationNumber,
  identitySchema,
  text,
  timeMs,
} from './stored-parts.ts';

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
  failedHook: text.nullable().default(null),
  state: stateChangeSchema.nullable().default(null),
  notes: names,
});

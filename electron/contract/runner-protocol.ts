import { z } from 'zod';
import { type ArgumentValue, type ResultValue, readLimits } from './call-value.ts';
import { failureCodes } from './failure.ts';
import type { CType, Prototype, TypeWithRecords } from './prototype.ts';
import {
  type HookRequest,
  type VariablesRequest,
  variablesReplySchema,
  type WriteVariablesRequest,
  writeReplySchema,
} from './variables-protocol.ts';

/** RTLD_LAZY binds functions at their first call, RTLD_NOW before dlopen returns (dlopen(3)). */
export type Binding = 'lazy' | 'now';

export interface LoadRequest {
  /** Absolute path given to dlopen as it is. */
  readonly path: string;
  readonly binding: Binding;
  /** Absolute paths of needed libraries to open first, so that `$ORIGIN` of a private copy means the original folder. */
  readonly preload: readonly string[];
}

export interface CallRequest {
  readonly handle: number;
  /** The name given to dlsym. */
  readonly symbol: string;
  readonly prototype: Prototype;
  /** One for each parameter, then the extra ones of a variadic function. */
  readonly arguments: readonly ArgumentValue[];
  /** Types of the extra arguments of a variadic function, after the default argument promotions (C17, 6.5.2.2). */
  readonly extra: readonly CType[];
  /** How many times to call; the result is the last one, the duration the mean of all. 0 looks the function up and does not call it. */
  readonly repeat: number;
  /** Calls again and again and measures; null for an ordinary call. `repeat` is ignored then. */
  readonly measure: Measure | null;
}

/** When a measurement ends: after so many runs or so long, whichever is first. */
export interface Measure {
  readonly runs: number | null;
  readonly ms: number | null;
}

/** Reads a value of a type from the memory of the runner; memory that is not mapped is `unreadable` and no fault. */
export interface ReadRequest extends TypeWithRecords {
  readonly address: bigint;
  /** `memory`: a value of the type lies at the address. `pointer`: the type is a pointer that holds the address; a char pointer is read as text. */
  readonly as: 'memory' | 'pointer';
}

/** Keeps the blocks in which these addresses lie until they are given free; others live for some calls. */
export interface KeepRequest {
  readonly keep: readonly bigint[];
  readonly free: readonly bigint[];
}

/** Asks why an image stayed mapped after its handle was closed. */
export interface ExplainRequest {
  /** The handle as it was before `unload`. */
  readonly handle: number;
  /** Names of the file's STB_GNU_UNIQUE symbols: the process has one of each, whichever library brought it first. */
  readonly unique: readonly string[];
}

/** main → runner. `id` is minted by main and comes back in exactly one reply. */
export type RunnerRequest = {
  readonly id: number;
  /** Written by the runner to stdout and stderr before it replies, so that the reader of the pipes knows where this request's output ends. */
  readonly outputMarker: string;
} & (
  | { readonly type: 'load'; readonly request: LoadRequest }
  | { readonly type: 'in-use'; readonly handle: number }
  | { readonly type: 'unload'; readonly handle: number }
  | { readonly type: 'explain'; readonly request: ExplainRequest }
  | { readonly type: 'call'; readonly request: CallRequest }
  | { readonly type: 'read'; readonly request: ReadRequest }
  | { readonly type: 'keep'; readonly request: KeepRequest }
  | { readonly type: 'read-variables'; readonly request: VariablesRequest }
  | { readonly type: 'write-variables'; readonly request: WriteVariablesRequest }
  | { readonly type: 'hook'; readonly request: HookRequest }
);

const failureSchema = z.object({
  code: z.enum(failureCodes),
  message: z.string().max(20_000),
  path: z.string().max(8192).exactOptional(),
  argument: z.string().max(1000).exactOptional(),
  detail: z.string().max(2_000_000).exactOptional(),
});

const unsigned64 = z
  .bigint()
  .min(0n)
  .max(2n ** 64n - 1n);

/** The most objects that are told of; large programs have some hundreds. */
export const loadedObjectLimit = 1000;

/** Absolute, and leads nowhere else than it says: it also becomes the place of a copy. */
const objectPath = z
  .string()
  .max(8192)
  .refine((file) => {
    const [before, ...names] = file.split('/');
    const isPlain = !names.some((name) => ['', '.', '..'].includes(name));
    return before === '' && names.length > 0 && isPlain && !file.includes('\0');
  });

export const loadReplySchema = z.object({
  /** Number of the handle inside this runner; the pointer itself never leaves the process. */
  handle: z.number().int().nonnegative(),
  /** Load bias: l_addr of the link map. */
  baseAddress: unsigned64,
  /** True when the process had the path's image open before: dlopen gave that one, whatever the file holds by now. */
  alreadyOpen: z.boolean(),
  /** Paths of what came into the process with it, itself included: what it needs, and what constructors opened. */
  objects: z.array(objectPath).max(loadedObjectLimit),
  durationMs: z.number().nonnegative(),
});

export const unloadReplySchema = z.object({
  /** True when dlclose returned 0 and yet the image is still mapped: re-opening the path would run the old code. */
  stillMapped: z.boolean(),
  durationMs: z.number().nonnegative(),
});

const count = z.number().int().nonnegative();

export const evidenceLimits = { names: 50, objects: 50, nameBytes: 65_536 } as const;

const objectName = z.string().max(8192);

/** Where an image lies, and what speaks against putting another build in its place in this process. */
export interface ImageUse {
  /** From the first segment to the end of the last, exclusive; null when that is not known. */
  readonly image: { readonly start: bigint; readonly end: bigint } | null;
  /** Threads with a return address in it on their stacks: without it they would crash. */
  readonly threads: number;
  /** Names of signals whose handler lies in it. */
  readonly signals: readonly string[];
  /** Absolute paths of other libraries of the process whose files are others by now: whoever needs them here gets the old ones. */
  readonly replaced: readonly string[];
}

export const imageUseSchema: z.ZodType<ImageUse> = z.object({
  image: z.object({ start: unsigned64, end: unsigned64 }).nullable(),
  threads: count,
  signals: z.array(z.string().max(64)).max(128),
  replaced: z.array(objectName).max(evidenceLimits.objects),
});

const evidenceNames = z.array(z.string().max(evidenceLimits.nameBytes)).max(evidenceLimits.names);

/** What was found to keep an image in the process. */
export interface UnloadEvidence {
  /** The paths under which it is open in this process by other handles of ours. */
  readonly openedAs: readonly string[];
  /** Of the names that were asked about, those whose one definition of the process lies in the image. */
  readonly unique: readonly string[];
  readonly uniqueCount: number;
  /** Other objects that need it (DT_NEEDED). */
  readonly neededBy: readonly string[];
  /** Other objects with pointers into it in their data, and what they point to. */
  readonly pointedToBy: readonly { readonly object: string; readonly symbols: readonly string[] }[];
}

export const unloadEvidenceSchema: z.ZodType<UnloadEvidence> = z.object({
  openedAs: z.array(objectName).max(evidenceLimits.objects),
  unique: evidenceNames,
  uniqueCount: count,
  neededBy: z.array(objectName).max(evidenceLimits.objects),
  pointedToBy: z.array(z.object({ object: objectName, symbols: evidenceNames })).max(evidenceLimits.objects),
});

// z.number() refuses the infinities, which a function may well return.
const anyNumber = z.custom<number>((value) => typeof value === 'number');

export const resultValueSchema: z.ZodType<ResultValue> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('void') }),
    z.object({
      kind: z.literal('integer'),
      value: z
        .bigint()
        .min(-(2n ** 63n))
        .max(2n ** 64n - 1n),
    }),
    z.object({ kind: z.literal('bool'), value: z.boolean() }),
    z.object({ kind: z.literal('float'), value: anyNumber }),
    z.object({
      kind: z.literal('pointer'),
      address: unsigned64,
      text: z.object({ value: z.string().max(4_000_000), truncated: z.boolean() }).nullable(),
      target: resultValueSchema.nullable(),
    }),
    z.object({ kind: z.literal('record'), members: z.array(resultValueSchema).max(readLimits.values) }),
    z.object({
      kind: z.literal('array'),
      items: z.array(resultValueSchema).max(readLimits.items),
      total: count,
    }),
    z.object({ kind: z.literal('bytes'), bytes: z.instanceof(Uint8Array), total: count }),
    z.object({ kind: z.literal('unreadable'), reason: z.string().max(1000) }),
  ]),
);

/** How long each of many runs took. */
export const timingSchema = z.object({
  runs: z.number().int().positive(),
  medianNs: z.number().nonnegative(),
  p95Ns: z.number().nonnegative(),
  minimumNs: z.number().nonnegative(),
  maximumNs: z.number().nonnegative(),
  /** Runs that took from `fromNs` up to `toNs`; ascending, without gaps. */
  histogram: z
    .array(z.object({ fromNs: z.number().nonnegative(), toNs: z.number().nonnegative(), count }))
    .max(64),
  /** What a call of an empty function with the same arguments costs here: the part of each figure that is not the library's. Null where it could not be measured. */
  overheadNs: z.number().nonnegative().nullable(),
  /** So many runs were timed together, where one is too short for the clock; each figure is then the mean of such a batch. */
  batch: z.number().int().positive(),
});

/** The most calls of one callback that are logged with their arguments. */
export const loggedCallbackCalls = 200;

export const callReplySchema = z.object({
  value: resultValueSchema,
  /** What lay in the *out* and *in/out* blocks after the call, in the order of the arguments. */
  out: z
    .array(z.object({ label: z.string().max(10_000), address: unsigned64, value: resultValueSchema }))
    .max(10_000),
  /** What the recorders saw, in the order of the arguments. */
  callbacks: z
    .array(
      z.object({
        label: z.string().max(10_000),
        total: count,
        /** The arguments of the first calls. */
        calls: z.array(z.array(resultValueSchema).max(256)).max(loggedCallbackCalls),
      }),
    )
    .max(1000),
  /** Nanoseconds of one call (mean when repeated), measured in the runner around the native call. */
  durationNs: z.number().nonnegative(),
  timing: timingSchema.nullable(),
  /** errno after the call when the call changed it, else null. */
  errno: z
    .object({ code: z.number().int(), name: z.string().max(64), message: z.string().max(1000) })
    .nullable(),
});

function replySchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ]);
}

const readVariablesSchema = variablesReplySchema(resultValueSchema);

/** Variable by variable in the order of the request. */
export type VariablesReply = z.infer<typeof readVariablesSchema>;
export type WriteVariablesReply = z.infer<typeof writeReplySchema>;

/** runner → main; once foreign code ran in a runner its messages are checked like a stranger's. */
export const runnerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), pid: z.number().int().positive() }),
  z.object({ type: z.literal('loaded'), id: z.number().int(), outcome: replySchema(loadReplySchema) }),
  z.object({ type: z.literal('use-known'), id: z.number().int(), outcome: replySchema(imageUseSchema) }),
  z.object({ type: z.literal('unloaded'), id: z.number().int(), outcome: replySchema(unloadReplySchema) }),
  z.object({
    type: z.literal('explained'),
    id: z.number().int(),
    outcome: replySchema(unloadEvidenceSchema),
  }),
  z.object({ type: z.literal('called'), id: z.number().int(), outcome: replySchema(callReplySchema) }),
  z.object({ type: z.literal('was-read'), id: z.number().int(), outcome: replySchema(resultValueSchema) }),
  z.object({ type: z.literal('kept'), id: z.number().int(), outcome: replySchema(z.null()) }),
  z.object({
    type: z.literal('variables-read'),
    id: z.number().int(),
    outcome: replySchema(readVariablesSchema),
  }),
  z.object({
    type: z.literal('variables-written'),
    id: z.number().int(),
    outcome: replySchema(writeReplySchema),
  }),
  z.object({ type: z.literal('hook-called'), id: z.number().int(), outcome: replySchema(z.null()) }),
]);

export type RunnerMessage = z.infer<typeof runnerMessageSchema>;
export type LoadReply = z.infer<typeof loadReplySchema>;
export type UnloadReply = z.infer<typeof unloadReplySchema>;
export type CallReply = z.infer<typeof callReplySchema>;
export type Timing = z.infer<typeof timingSchema>;

import { z } from 'zod';
import { failureCodes } from './failure.ts';
import type { ArgumentValue, Prototype } from './prototype.ts';

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
  readonly arguments: readonly ArgumentValue[];
  /** How many times to call; the result is the last one, the duration the mean of all. 0 looks the function up and does not call it. */
  readonly repeat: number;
}

/** main → runner. `id` is minted by main and comes back in exactly one reply. */
export type RunnerRequest = {
  readonly id: number;
  /** Written by the runner to stdout and stderr before it replies, so that the reader of the pipes knows where this request's output ends. */
  readonly outputMarker: string;
} & (
  | { readonly type: 'load'; readonly request: LoadRequest }
  | { readonly type: 'unload'; readonly handle: number }
  | { readonly type: 'call'; readonly request: CallRequest }
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

export const loadReplySchema = z.object({
  /** Number of the handle inside this runner; the pointer itself never leaves the process. */
  handle: z.number().int().nonnegative(),
  /** Load bias: l_addr of the link map. */
  baseAddress: unsigned64,
  /** True when the process had the path's image open before: dlopen gave that one, whatever the file holds by now. */
  alreadyOpen: z.boolean(),
  durationMs: z.number().nonnegative(),
});

export const unloadReplySchema = z.object({
  /** True when dlclose returned 0 and yet the image is still mapped: re-opening the path would run the old code. */
  stillMapped: z.boolean(),
  durationMs: z.number().nonnegative(),
});

export const resultValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('void') }),
  z.object({
    kind: z.literal('integer'),
    value: z
      .bigint()
      .min(-(2n ** 63n))
      .max(2n ** 64n - 1n),
  }),
  z.object({ kind: z.literal('bool'), value: z.boolean() }),
  // z.number() refuses the infinities, which a function may well return.
  z.object({ kind: z.literal('float'), value: z.custom<number>((value) => typeof value === 'number') }),
  z.object({
    kind: z.literal('pointer'),
    address: unsigned64,
    text: z.object({ value: z.string().max(4_000_000), truncated: z.boolean() }).nullable(),
  }),
]);

export const callReplySchema = z.object({
  value: resultValueSchema,
  /** Nanoseconds of one call (mean when repeated), measured in the runner around the native call. */
  durationNs: z.number().nonnegative(),
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

/** runner → main; once foreign code ran in a runner its messages are checked like a stranger's. */
export const runnerMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), pid: z.number().int().positive() }),
  z.object({ type: z.literal('loaded'), id: z.number().int(), outcome: replySchema(loadReplySchema) }),
  z.object({ type: z.literal('unloaded'), id: z.number().int(), outcome: replySchema(unloadReplySchema) }),
  z.object({ type: z.literal('called'), id: z.number().int(), outcome: replySchema(callReplySchema) }),
]);

export type RunnerMessage = z.infer<typeof runnerMessageSchema>;
export type LoadReply = z.infer<typeof loadReplySchema>;
export type UnloadReply = z.infer<typeof unloadReplySchema>;
export type CallReply = z.infer<typeof callReplySchema>;

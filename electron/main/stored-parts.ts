import { z } from 'zod';
import { type Failure, failureCodes } from '../contract/failure.ts';
import type { Fault } from '../contract/fault.ts';

// Parts of what is kept on disk: bounded, since any file may have been changed by others.

export const text = z.string().max(4_000_000);
export const count = z.number().int().nonnegative();
export const timeMs = z.number().nonnegative();
const decimal = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((digits) => BigInt(digits));
export const generationNumber = z.number().int().positive();

const endCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('signal'), signal: z.string().max(32) }),
  z.object({ kind: z.literal('exit'), code: z.number().int(), orSignal: z.literal(true).exactOptional() }),
  z.object({ kind: z.literal('stopped') }),
  z.object({ kind: z.literal('timeout'), ms: timeMs }),
]);

export const faultSchema: z.ZodType<Fault> = endCause.and(
  z.object({
    during: z.enum(['start', 'idle', 'load', 'call', 'unload']),
    stderrTail: text,
  }),
);

export const failureSchema: z.ZodType<Failure> = z.object({
  code: z.enum(failureCodes),
  message: text,
  path: text.exactOptional(),
  argument: text.exactOptional(),
  detail: text.exactOptional(),
  fault: faultSchema.exactOptional(),
});

export const identitySchema = z.object({
  dev: decimal,
  ino: decimal,
  size: decimal,
  mtimeNs: decimal,
  ctimeNs: decimal,
});
export const buildKeySchema = z.object({ buildId: text.nullable(), hash: text });

export const buildChangeSchema = z.object({
  identity: identitySchema,
  build: buildKeySchema.nullable(),
  neededHash: text.exactOptional(),
});

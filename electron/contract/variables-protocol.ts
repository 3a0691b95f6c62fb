import { z } from 'zod';
import type { CType, RecordType } from './prototype.ts';

/**
 * A variable to be found in the process: by dlsym where it has a symbol, else at its offset from the load bias; a
 * thread-local one at its offset in the block of the thread that makes the calls.
 */
export interface VariablePlace {
  readonly symbol: string | null;
  readonly offset: bigint;
  readonly size: number;
  readonly threadLocal: boolean;
}

/** Bounds of one request about variables. */
export const variablesReadLimits = {
  variables: 5000,
  /** Of one variable that is read as bytes. */
  bytes: 64 * 1024,
  /** Of all that are read as bytes. */
  allBytes: 1024 * 1024,
  /** Of one that is read as a value of its type. */
  typedBytes: 4096,
  /** Of all those. */
  allTypedBytes: 64 * 1024,
} as const;

/** Reads variables of an open library, all in one round trip. */
export interface VariablesRequest {
  readonly handle: number;
  /** `now`; or `begun`: before the first call, as dlopen and a hook after it left them. */
  readonly moment: 'now' | 'begun';
  readonly variables: readonly (VariablePlace & {
    /** Null to read bytes. */
    readonly type: CType | null;
  })[];
  readonly records: readonly RecordType[];
  /** Leaves out the values of variables that are as dlopen left them. */
  readonly changedOnly: boolean;
}

/** Writes bytes into variables of an open library; one that lies in another object or in read-only memory is refused. */
export interface WriteVariablesRequest {
  readonly handle: number;
  readonly variables: readonly (VariablePlace & { readonly bytes: Uint8Array })[];
}

/** Calls a function of an open library with the address of the one pointer that the process keeps for hooks. */
export interface HookRequest {
  readonly handle: number;
  readonly symbol: string;
}

const address = z
  .bigint()
  .min(0n)
  .max(2n ** 64n - 1n);

/** `value` is null where nothing was read: beyond the limits, unchanged, not mapped. */
export function variablesReplySchema<T extends z.ZodType>(value: T) {
  return z
    .array(
      z.object({
        /** Null where dlsym does not know it, and while the thread has not used a thread-local one. */
        address: address.nullable(),
        /** Another object of the process that holds it; null for the library itself. */
        elsewhere: z.string().max(8192).nullable(),
        /** Whether it is another than dlopen left it; null when that is not known. */
        changed: z.boolean().nullable(),
        value: value.nullable(),
      }),
    )
    .max(variablesReadLimits.variables);
}

/** Why each variable was not written; null for one that was. */
export const writeReplySchema = z.array(z.string().max(1000).nullable()).max(variablesReadLimits.variables);

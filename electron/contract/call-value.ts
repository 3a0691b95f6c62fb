import type { CType } from './prototype.ts';

/** One argument after validation: exactly what the call receives. */
export type ArgumentValue =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  /** A struct or union by value. */
  | { readonly kind: 'record'; readonly image: MemoryImage }
  | PointerValue;

/** What a pointer is given. */
export type PointerValue =
  /** A NUL-terminated UTF-8 string in new memory. */
  | { readonly kind: 'string'; readonly value: string }
  /** An address, 0n for NULL. */
  | { readonly kind: 'address'; readonly value: bigint }
  /** The address of a symbol of the library itself (dlsym). */
  | { readonly kind: 'symbol'; readonly name: string }
  /** The address of new memory with this content. */
  | { readonly kind: 'block'; readonly image: MemoryImage; readonly readBack: ReadBack | null }
  /** A function of ours that records its calls. */
  | { readonly kind: 'callback'; readonly recorder: CallbackRecorder };

/** What is read from a block after the call: an *out* or *in/out* argument. */
export interface ReadBack {
  /** The parameter's label, or the path below it: `items`, `config.name`. */
  readonly label: string;
  /** What lies in the block; an array for several. */
  readonly type: CType;
}

/** New memory: its bytes, and the places in it where a pointer is to be written before the call. */
export interface MemoryImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** In bytes, a power of two. */
  readonly alignment: number;
  readonly pointers: readonly { readonly offset: number; readonly value: PointerValue }[];
}

/** A callback that logs the arguments of each call and returns what the user chose. */
export interface CallbackRecorder {
  readonly label: string;
  readonly type: Extract<CType, { readonly kind: 'function' }>;
  /** What the first, second, … call returns; the last one again for all further calls; empty for a void function. */
  readonly returns: readonly ArgumentValue[];
}

/** What memory or a register holds, exactly, shaped by the type it was read as. */
export type ResultValue =
  | { readonly kind: 'void' }
  /** Of an integer or enum type. */
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | {
      readonly kind: 'pointer';
      readonly address: bigint;
      /** The bytes behind a char pointer, decoded as UTF-8 up to a bound; null for other pointers, NULL and unreadable memory. */
      readonly text: { readonly value: string; readonly truncated: boolean } | null;
      /** What it points to, read at once where that was asked for; else null. */
      readonly target: ResultValue | null;
    }
  /** One value for each member of the record type, in its order. */
  | { readonly kind: 'record'; readonly members: readonly ResultValue[] }
  /** The first elements of `total`. */
  | { readonly kind: 'array'; readonly items: readonly ResultValue[]; readonly total: number }
  /** An array of bytes or characters: the first of `total`. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly total: number }
  /** Memory that cannot be read, or of a type whose layout is not known. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Bounds of what is read from memory for one value. */
export const readLimits = {
  /** Values in one tree. */
  values: 20_000,
  /** Elements of one array. */
  items: 1000,
  /** Of one array of bytes. */
  bytes: 64 * 1024,
  /** Of one string. */
  stringBytes: 64 * 1024,
  /** Records in records, pointers to pointers. */
  depth: 24,
} as const;

/** The largest block of new memory for one call, in bytes. */
export const blockBytesLimit = 256 * 1024 * 1024;

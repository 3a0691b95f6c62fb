import { readCString, readMemory } from './memory.ts';

/** Reads the memory of this process; what is not mapped is null and never a crash. */
export interface ProcessMemory {
  read(address: bigint, length: number): Uint8Array | null;
  /** A NUL-terminated string without its NUL. */
  readString(
    address: bigint,
    maximumBytes: number,
  ): { readonly bytes: Uint8Array; readonly truncated: boolean } | null;
}

export const processMemory: ProcessMemory = { read: readMemory, readString: readCString };

import { closeSync, openSync, readSync } from 'node:fs';
import { constants } from 'node:os';
import koffi from 'koffi';
import type { MemoryReader } from '../ctypes/memory-reader.ts';
import { getpid, memcpy, processVmReadv, processVmWritev } from './libc.ts';
import { mappingAt } from './memory-maps.ts';

/** Reads the memory of this process. */
export const processMemory: MemoryReader = { read: readMemory, readString: readCString };

const pageSize = 4096n;

/** A NUL-terminated string at `address`, without its NUL; null when its first byte cannot be read. Never crashes: the kernel does the reading. */
export function readCString(
  address: bigint,
  maximumBytes: number,
): { readonly bytes: Buffer; readonly truncated: boolean } | null {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < maximumBytes) {
    const at = address + BigInt(length);
    // One page at a time: the next one may not be mapped.
    const inPage = Number(pageSize - (at % pageSize));
    const part = readMemory(at, Math.min(inPage, maximumBytes - length));
    if (part === null) return length === 0 ? null : { bytes: Buffer.concat(parts), truncated: true };
    const end = part.indexOf(0);
    parts.push(end < 0 ? part : part.subarray(0, end));
    if (end >= 0) return { bytes: Buffer.concat(parts), truncated: false };
    length += part.length;
  }
  return { bytes: Buffer.concat(parts), truncated: true };
}

/** `length` bytes of this process at `address`, or null when not all of them can be read. */
export function readMemory(address: bigint, length: number): Buffer | null {
  if (address + BigInt(length) > 2n ** 63n) return null;
  const bytes = Buffer.alloc(length);
  const read = Number(
    processVmReadv(getpid(), vector(koffi.address(bytes), length), 1, vector(address, length), 1, 0),
  );
  if (read === length) return bytes;
  // Old container profiles forbid process_vm_readv, yet allow this file.
  return koffi.errno() === constants.errno.EFAULT ? null : readMemoryFile(address, bytes);
}

/** Writes all bytes at `address`; false when that memory is not there or is read-only. Never crashes: the kernel does the writing. */
export function writeMemory(address: bigint, bytes: Buffer): boolean {
  const local = vector(koffi.address(bytes), bytes.length);
  const remote = vector(address, bytes.length);
  if (Number(processVmWritev(getpid(), local, 1, remote, 1, 0)) === bytes.length) return true;
  if (koffi.errno() === constants.errno.EFAULT) return false;
  // Old container profiles forbid process_vm_writev, and /proc/self/mem would write to read-only memory as well.
  const mapping = mappingAt(address);
  if (!mapping?.writable || mapping.end < address + BigInt(bytes.length)) return false;
  memcpy(address, bytes, bytes.length);
  return true;
}

/** One struct iovec (readv(2)): base address and length. */
function vector(address: bigint, length: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(address, 0);
  bytes.writeBigUInt64LE(BigInt(length), 8);
  return bytes;
}

function readMemoryFile(address: bigint, into: Buffer): Buffer | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync('/proc/self/mem', 'r');
    return readSync(descriptor, into, 0, into.length, address) === into.length ? into : null;
  } catch {
    // EIO: nothing is mapped there.
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

import { statSync } from 'node:fs';
import koffi from 'koffi';
import { dlclose, dlerror, dlFlags, dlinfo, dlopen } from './libc.ts';
import { mappingAt } from './memory-maps.ts';

/** dlopen, with dlerror's whole text when it fails. */
export function openVerbatim(
  path: string,
  flags: number,
): { readonly pointer: bigint } | { readonly pointer: null; readonly error: string } {
  // dlerror is one-shot: an older text must not be taken for this one.
  dlerror();
  const pointer = dlopen(path, flags);
  return pointer === null ? { pointer, error: dlerror() ?? '' } : { pointer };
}

/** Opens what can be opened, in this order; the refusals are dlerror's texts. */
export function openFirst(
  paths: readonly string[],
  flags: number,
): { readonly preloaded: readonly bigint[]; readonly refusals: readonly string[] } {
  const preloaded: bigint[] = [];
  const refusals: string[] = [];
  for (const path of paths) {
    const opened = openVerbatim(path, flags);
    // The loader may still find another one for the same name: the library's own dlopen has the last word.
    if (opened.pointer === null) refusals.push(opened.error);
    else preloaded.push(opened.pointer);
  }
  return { preloaded, refusals };
}

/** Where the struct link_map of a handle lies (dlinfo(3), RTLD_DI_LINKMAP); 0 when there is none. */
export function linkMapAddress(pointer: bigint): bigint {
  const out = Buffer.alloc(8);
  return dlinfo(pointer, dlFlags.linkMapRequest, out) === 0 ? out.readBigUInt64LE() : 0n;
}

/** l_addr and l_ld of struct link_map (<link.h>): the first and the third word. */
export function linkMapOf(pointer: bigint): {
  readonly baseAddress: bigint;
  readonly dynamicSection: bigint;
} {
  const linkMap = linkMapAddress(pointer);
  if (linkMap === 0n) return { baseAddress: 0n, dynamicSection: 0n };
  return { baseAddress: wordAt(linkMap), dynamicSection: wordAt(linkMap + 16n) };
}

function wordAt(address: bigint): bigint {
  return BigInt(koffi.decode.uint64(address));
}

/** True when the loader still knows the path (RTLD_NOLOAD): opening it again would run the old code. */
export function isStillOpen(path: string): boolean {
  // The loader opens the file to compare inodes, and opening a FIFO would never return.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) return false;
  const { pointer } = openVerbatim(path, dlFlags.lazy | dlFlags.noload);
  if (pointer === null) return false;
  dlclose(pointer);
  return true;
}

/** `dev:inode` of the file that is mapped at `address`, or null. */
export function fileMappedAt(address: bigint): string | null {
  return mappingAt(address)?.file ?? null;
}

import { basename } from 'node:path';
import { evidenceLimits, type UnloadEvidence } from '../contract/runner-protocol.ts';
import { addressesIn } from './address-words.ts';
import { dladdr, dlsym } from './libc.ts';
import { type AddressRange, type LoadedObject, loadedObjects } from './loaded-objects.ts';
import { readCString } from './memory.ts';

/** An image that stayed mapped after dlclose. */
export interface StuckImage {
  readonly path: string;
  /** A handle of it, got with RTLD_NOLOAD. */
  readonly pointer: bigint;
  readonly dynamicSection: bigint;
  /** Paths of the other handles that the same image was given to. */
  readonly openedAs: readonly string[];
  /** l_ld of the images that are not to be suspected: what was opened by request, such as the build that follows. */
  readonly unsuspected: ReadonlySet<bigint>;
}

/** Data of the program itself can be hundreds of megabytes; pointers into a library lie near the front of a search or nowhere. */
const searchedBytesLimit = 64n * 1024n * 1024n;

export const noEvidence: UnloadEvidence = {
  openedAs: [],
  unique: [],
  uniqueCount: 0,
  neededBy: [],
  pointedToBy: [],
};

/** Looks for what keeps the image: symbols of which the process has one for all, and other objects that name it or point into it. */
export function unloadEvidence(stuck: StuckImage, unique: readonly string[]): UnloadEvidence {
  const objects = loadedObjects();
  const own = objects.find(({ dynamicSection }) => dynamicSection === stuck.dynamicSection);
  const image = own?.image ?? null;
  if (own === undefined || image === null) return noEvidence;
  const others = objects.filter((object) => object !== own && !stuck.unsuspected.has(object.dynamicSection));
  const held = unique.filter((name) => liesIn(image, dlsym(stuck.pointer, name)));
  return {
    openedAs: stuck.openedAs.slice(0, evidenceLimits.objects),
    unique: held.slice(0, evidenceLimits.names),
    uniqueCount: held.length,
    neededBy: others
      .filter((other) => names(other, own, stuck.path))
      .map(displayName)
      .slice(0, evidenceLimits.objects),
    pointedToBy: pointersInto(image, others),
  };
}

function liesIn({ start, end }: AddressRange, address: bigint | null): boolean {
  return address !== null && address >= start && address < end;
}

/** The loader matches DT_NEEDED with SONAMEs and with the names of what is open. */
function names(other: LoadedObject, own: LoadedObject, path: string): boolean {
  const known = [own.soname ?? basename(path), path];
  return other.needed.some((needed) => known.includes(needed));
}

function pointersInto(image: AddressRange, objects: readonly LoadedObject[]): UnloadEvidence['pointedToBy'] {
  let budget = searchedBytesLimit;
  const pointing: { readonly object: string; readonly symbols: readonly string[] }[] = [];
  for (const object of objects) {
    const addresses = new Set<bigint>();
    for (const data of object.data) {
      budget -= data.end - data.start;
      if (budget < 0n) break;
      for (const address of addressesIn(data, image, evidenceLimits.names)) addresses.add(address);
    }
    if (addresses.size === 0) continue;
    const symbols = [...new Set([...addresses].map(symbolAt))].slice(0, evidenceLimits.names);
    pointing.push({ object: displayName(object), symbols });
    if (pointing.length === evidenceLimits.objects) break;
  }
  return pointing;
}

function displayName({ name }: LoadedObject): string {
  return name === '' ? 'the program itself' : name;
}

/** The nearest symbol of Dl_info (dladdr(3)), or the address. */
function symbolAt(address: bigint): string {
  const info = Buffer.alloc(32);
  const name = dladdr(address, info) === 0 ? 0n : info.readBigUInt64LE(16);
  const text = name === 0n ? null : readCString(name, evidenceLimits.nameBytes);
  return text?.bytes.toString('utf8') ?? `0x${address.toString(16)}`;
}

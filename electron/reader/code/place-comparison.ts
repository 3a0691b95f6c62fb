import type { AddressRange, FunctionRanges } from './address-range.ts';
import type { BuildPlaces } from './build-places.ts';
import { ConstantComparison } from './constant-comparison.ts';
import type { LoadedSection } from './loaded-image.ts';
import type { PlaceNames } from './named-places.ts';
import type { Relocation } from './relocations.ts';

/**
 * What a place of the old build is to one of the new build: the same; a constant whose content is another one; something
 * else; or the same as far as its section tells, if other functions agree.
 */
export type PlaceRelation = 'same' | 'changed' | 'other' | 'unnamed';

/** R_X86_64_DTPMOD64 and R_AARCH64_TLS_DTPMOD: the library's own number. */
const moduleTypes: ReadonlySet<number> = new Set([16, 1028]);
/** R_X86_64_IRELATIVE and R_AARCH64_IRELATIVE: what a function of the library chooses. */
const resolverTypes: ReadonlySet<number> = new Set([37, 1032]);
/** How often an address that leads to another is followed. */
const followedLimit = 4;
const knownLimit = 200_000;

/** Tells whether what the code of two builds leads to is the same. */
export class PlaceComparison {
  readonly #before: BuildPlaces;
  readonly #after: BuildPlaces;
  readonly #constants: ConstantComparison;
  readonly #known = new Map<number, { readonly now: number; readonly relation: PlaceRelation }>();

  constructor(before: BuildPlaces, after: BuildPlaces) {
    this.#before = before;
    this.#after = after;
    this.#constants = new ConstantComparison(before, after, (old, now, depth) =>
      this.#relocationsAgree(old, now, depth),
    );
  }

  /** `width` is how many bytes are used there; 0 when not known. */
  relation(old: number, now: number, width: number, functions: FunctionRanges): PlaceRelation {
    const [isOwn, isOwnNow] = [offsetIn(functions.before, old), offsetIn(functions.after, now)];
    if (isOwn !== null || isOwnNow !== null) return isOwn === isOwnNow ? 'same' : 'other';
    const known = this.#known.get(old);
    if (known?.now === now) return known.relation;
    const relation = this.#relation(old, now, width, functions, 0);
    // What constants are to each other depends on who uses them, and how.
    const isLasting = this.#before.image.sectionAt(old)?.isConstant !== true && this.#known.size < knownLimit;
    if (isLasting) this.#known.set(old, { now, relation });
    return relation;
  }

  /** Whether constants or data in both builds begin with the same bytes, whatever the loader writes into them. */
  sameContent(old: number, now: number, size: number): boolean {
    return this.#constants.sameRange(old, now, size, 0);
  }

  #relation(
    old: number,
    now: number,
    width: number,
    functions: FunctionRanges | null,
    depth: number,
  ): PlaceRelation {
    if (depth > followedLimit) return 'same';
    const bySlot = this.#slotRelation(old, now, depth);
    if (bySlot !== null) return bySlot;
    const section = this.#before.image.sectionAt(old);
    const sectionNow = this.#after.image.sectionAt(now);
    if (section === null || sectionNow === null) return section === sectionNow ? 'unnamed' : 'other';
    const names = this.#before.names.at(old);
    const namesNow = this.#after.names.at(now);
    if (names !== null && namesNow !== null) {
      if (shareName(names, namesNow)) return this.#namedRelation(names, namesNow, section, sectionNow, depth);
      // Of a source file that was renamed, or linked in another way.
      const isOfOtherFile =
        section.name === sectionNow.name && shareName(withoutFile(names), withoutFile(namesNow));
      if (!isOfOtherFile) return this.#endRelation(old, now);
      const relation = this.#namedRelation(names, namesNow, section, sectionNow, depth);
      return relation === 'same' ? 'unnamed' : relation;
    }
    if (section.name !== sectionNow.name) return this.#endRelation(old, now);
    if (!section.isConstant) return 'unnamed';
    return this.#constants.compare({ old, now, width, functions, depth });
  }

  /** Slots that the loader fills and stubs that jump through them are what their relocations name. */
  #slotRelation(old: number, now: number, depth: number): PlaceRelation | null {
    const stub = this.#before.stubSlot(old);
    const stubNow = this.#after.stubSlot(now);
    if (stub !== null || stubNow !== null) return this.#slotsRelation(stub, stubNow, depth);
    const slot = isSlotAt(this.#before, old) ? this.#before.relocations.at(old) : null;
    const slotNow = isSlotAt(this.#after, now) ? this.#after.relocations.at(now) : null;
    return slot === null && slotNow === null ? null : this.#slotsRelation(slot, slotNow, depth);
  }

  #slotsRelation(old: Relocation | null, now: Relocation | null, depth: number): PlaceRelation {
    if (old === null || now === null) return old === now ? 'same' : 'other';
    if (old.symbol !== '' || now.symbol !== '') {
      return old.symbol === now.symbol && old.addend === now.addend ? 'same' : 'other';
    }
    if (old.type !== now.type) return 'other';
    if (moduleTypes.has(old.type)) return 'same';
    if (old.target !== null && now.target !== null) {
      return this.#relation(old.target, now.target, 0, null, depth + 1);
    }
    if (resolverTypes.has(old.type)) return this.#relation(old.addend, now.addend, 0, null, depth + 1);
    return this.sameThreadOffset(old.addend, now.addend) ? 'same' : 'other';
  }

  #relocationsAgree(old: Relocation | null, now: Relocation | null, depth: number): boolean {
    const relation = this.#slotsRelation(old, now, depth);
    return relation === 'same' || relation === 'unnamed';
  }

  /** Whether the slot at a place of the new build is for `__tls_get_addr`, after which variables have offsets. */
  isThreadLocalSlot(now: number): boolean {
    if (!isSlotAt(this.#after, now)) return false;
    const slot = this.#after.relocations.at(now);
    return slot !== null && slot.symbol === '' && moduleTypes.has(slot.type);
  }

  /** Whether two offsets in the thread-local block are those of one variable; as far as symbols tell. */
  sameThreadOffset(old: number, now: number): boolean {
    const names = this.#before.names.atThreadOffset(old);
    const namesNow = this.#after.names.atThreadOffset(now);
    if (names === null || namesNow === null) return names === namesNow;
    return shareName(withoutFile(names), withoutFile(namesNow));
  }

  #namedRelation(
    names: PlaceNames,
    namesNow: PlaceNames,
    section: LoadedSection,
    sectionNow: LoadedSection,
    depth: number,
  ): PlaceRelation {
    // What is exported is told of by its own name.
    if (!names.isLocal || !section.isConstant || !sectionNow.isConstant) return 'same';
    if (names.size !== namesNow.size) return 'changed';
    return this.#constants.sameRange(names.start, namesNow.start, names.size, depth) ? 'same' : 'changed';
  }

  /** Loops over arrays have the address after the last element, where something else begins. */
  #endRelation(old: number, now: number): PlaceRelation {
    const ending = this.#before.names.endingAt(old);
    const endingNow = this.#after.names.endingAt(now);
    if (ending === null || endingNow === null) return 'other';
    return ending.names.some((name) => endingNow.names.includes(name)) ? 'same' : 'other';
  }
}

function offsetIn({ start, size }: AddressRange, address: number): number | null {
  return address >= start && address - start < size ? address - start : null;
}

function shareName(old: PlaceNames, now: PlaceNames): boolean {
  return old.offset === now.offset && old.names.some((name) => now.names.includes(name));
}

function withoutFile(place: PlaceNames): PlaceNames {
  return { ...place, names: place.names.map((name) => name.replace(/^.*\0/s, '')) };
}

/** Only slots stand for what they hold; data with addresses in it is data. */
function isSlotAt({ image }: BuildPlaces, address: number): boolean {
  return image.sectionAt(address)?.isSlots === true;
}

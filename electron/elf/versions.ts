import { viewOf } from './byte-source.ts';

/** The name of a version that the file defines: `f@@V2`, or `f@V1` where the symbol's hidden bit is set. */
const VERSYM_HIDDEN = 0x8000;
const VERSYM_INDEX = 0x7fff;
const VER_FLG_BASE = 1;
/** Indexes have 15 bits; more entries than that cannot be referred to. */
const entryLimit = 0x8000;

/** String-table offsets of version names by index (LSB, "Symbol Versioning"). */
export interface VersionNames {
  readonly defined: ReadonlyMap<number, number>;
  readonly needed: ReadonlyMap<number, number>;
}

/** What one entry of .gnu.version means for one symbol: an offset into the string table, or none. */
export interface SymbolVersion {
  readonly nameOffset: number;
  readonly isDefault: boolean;
}

/** Version definitions by index, without the base definition that names the file itself. */
export function parseVersionDefinitions(
  bytes: Uint8Array,
  little: boolean,
  count: number,
): Map<number, number> {
  const view = viewOf(bytes);
  const names = new Map<number, number>();
  let at = 0;
  for (let entry = 0; entry < Math.min(count, entryLimit) && at + 20 <= bytes.length; entry += 1) {
    const flags = view.getUint16(at + 2, little);
    const index = view.getUint16(at + 4, little) & VERSYM_INDEX;
    const nameAt = at + view.getUint32(at + 12, little);
    const isBase = index === 1 && flags === VER_FLG_BASE;
    if (!isBase && !names.has(index) && nameAt + 8 <= bytes.length) {
      names.set(index, view.getUint32(nameAt, little));
    }
    const next = view.getUint32(at + 16, little);
    if (next === 0) break;
    at += next;
  }
  return names;
}

/** Needed versions by their whole index (vna_other). */
export function parseNeededVersions(bytes: Uint8Array, little: boolean, count: number): Map<number, number> {
  const view = viewOf(bytes);
  const names = new Map<number, number>();
  let at = 0;
  let budget = 2 * entryLimit;
  for (let file = 0; file < count && at + 16 <= bytes.length && budget > 0; file += 1, budget -= 1) {
    const auxCount = view.getUint16(at + 2, little);
    let auxAt = at + view.getUint32(at + 8, little);
    for (let aux = 0; aux < auxCount && auxAt + 16 <= bytes.length && budget > 0; aux += 1, budget -= 1) {
      const index = view.getUint16(auxAt + 6, little);
      if (!names.has(index)) names.set(index, view.getUint32(auxAt + 8, little));
      const nextAux = view.getUint32(auxAt + 12, little);
      if (nextAux === 0) break;
      auxAt += nextAux;
    }
    const next = view.getUint32(at + 12, little);
    if (next === 0) break;
    at += next;
  }
  return names;
}

/**
 * The version of a symbol with this .gnu.version entry; null where it has none. A defined symbol may carry a
 * needed version (a copied variable), an undefined one never a defined version.
 */
export function versionOf(entry: number, isDefined: boolean, names: VersionNames): SymbolVersion | null {
  const hidden = (entry & VERSYM_HIDDEN) !== 0;
  const index = entry & VERSYM_INDEX;
  if (!hidden && index <= 1) return null;
  const defined = isDefined ? names.defined.get(index) : undefined;
  if (defined !== undefined) return { nameOffset: defined, isDefault: !hidden };
  const needed = names.needed.get(entry);
  return needed === undefined ? null : { nameOffset: needed, isDefault: false };
}

import { DW_UT } from './constants.ts';
import type { Cursor } from './cursor.ts';
import type { Encoding } from './forms.ts';
import type { Problems } from './problems.ts';

/** One unit of .debug_info or .debug_types (DWARF 5, 7.5.1). Offsets count from the start of the joined sections. */
export interface Unit extends Encoding {
  readonly offset: number;
  /** Of its first entry. */
  readonly start: number;
  /** Behind its last byte. */
  readonly end: number;
  readonly abbreviations: number;
  readonly kind: 'compile' | 'type' | 'skeleton';
  /** Of a type unit: its signature, and the offset of the type. */
  readonly type: { readonly signature: bigint; readonly offset: number } | null;
}

/** The headers of all units. `typesAt` is where .debug_types begins, whose headers are others than those of .debug_info. */
export function readUnits(cursor: Cursor, typesAt: number, problems: Problems): readonly Unit[] {
  const units: Unit[] = [];
  cursor.at = 0;
  while (cursor.at < cursor.bytes.length) {
    const offset = cursor.at;
    const sectionEnd = offset < typesAt ? typesAt : cursor.bytes.length;
    const length = readLength(cursor);
    const claimed = cursor.at + length.bytes;
    const end = Math.min(claimed, sectionEnd);
    const unit = readHeader(cursor, {
      offset,
      end,
      offsetSize: length.offsetSize,
      inTypes: offset >= typesAt,
    });
    if (typeof unit === 'object' && unit !== null) units.push(unit);
    const problem = claimed > sectionEnd ? 'is cut off' : unit;
    if (typeof problem === 'string') problems.add(`The unit at 0x${offset.toString(16)} ${problem}.`);
    // A length of 0 is padding; the length's own bytes are passed in any case.
    cursor.at = Math.max(end, Math.min(offset + 4, sectionEnd));
  }
  return units;
}

/** An initial length: 12 bytes in the 64-bit format, else 4 (DWARF 5, 7.4). */
export function readLength(cursor: Cursor): { readonly bytes: number; readonly offsetSize: 4 | 8 } {
  const short = cursor.u32();
  if (short === 0xffff_ffff) return { bytes: cursor.u64(), offsetSize: 8 };
  return { bytes: short, offsetSize: 4 };
}

interface Frame {
  readonly offset: number;
  readonly end: number;
  readonly offsetSize: 4 | 8;
  readonly inTypes: boolean;
}

/** A unit, null for padding, or what is wrong with it. */
function readHeader(cursor: Cursor, { offset, end, offsetSize, inTypes }: Frame): Unit | string | null {
  if (cursor.at === end) return null;
  const version = cursor.u16();
  if (version < 2 || version > 5) return `has DWARF version ${version}, which is not read`;
  const unitType = version >= 5 ? cursor.u8() : inTypes ? DW_UT.type : DW_UT.compile;
  const addressFirst = version >= 5 ? cursor.u8() : 0;
  const abbreviations = cursor.unsigned(offsetSize);
  const addressSize = version >= 5 ? addressFirst : cursor.u8();
  if (addressSize !== 4 && addressSize !== 8) return `has addresses of ${addressSize} bytes`;
  const isType = unitType === DW_UT.type || unitType === DW_UT.split_type;
  const isSplit = unitType === DW_UT.skeleton || unitType === DW_UT.split_compile;
  if (!isType && !isSplit && unitType !== DW_UT.compile && unitType !== DW_UT.partial) {
    return `is of the unknown kind ${unitType}`;
  }
  const signature = isType ? cursor.u64Big() : null;
  const typeOffset = isType ? cursor.unsigned(offsetSize) : 0;
  // The identifier of the split file.
  if (isSplit) cursor.at += 8;
  if (cursor.at >= end) return 'ends inside its header';
  return {
    offset,
    start: cursor.at,
    end,
    version,
    offsetSize,
    addressSize,
    abbreviations,
    kind: isType ? 'type' : unitType === DW_UT.skeleton ? 'skeleton' : 'compile',
    type: signature === null ? null : { signature, offset: offset + typeOffset },
  };
}

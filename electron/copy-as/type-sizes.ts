import type { CType, RecordType } from '../contract/prototype.ts';

/** sizeof in bytes, or null where the layout is not known. A flexible array has 0. */
export function sizeOf(type: CType, records: readonly RecordType[]): number | null {
  switch (type.kind) {
    case 'bool':
      return 1;
    case 'integer':
    case 'float':
    case 'enum':
      return type.bits / 8;
    case 'pointer':
      return 8;
    case 'array': {
      const element = sizeOf(type.of, records);
      return element === null ? null : element * type.count;
    }
    case 'record': {
      const record = records[type.record];
      return record?.members ? record.size : null;
    }
    default:
      return null;
  }
}

/** alignof in bytes by the System V psABI, 1 where it is not known. */
export function alignmentOf(type: CType, records: readonly RecordType[]): number {
  if (type.kind === 'array') return alignmentOf(type.of, records);
  if (type.kind === 'record') return records[type.record]?.alignment ?? 1;
  return sizeOf(type, records) ?? 1;
}

/** True for plain char, which holds text. */
export function isPlainChar(type: CType): boolean {
  return type.kind === 'integer' && type.spelling === 'char';
}

/** True for the one-byte integers that hold bytes and no text. */
export function isByte(type: CType): boolean {
  return type.kind === 'integer' && type.bits === 8 && !isPlainChar(type);
}

import type { CType, RecordType } from '../../contract/prototype.ts';
import { sameSpelling } from './spellings.ts';

/** How deep a type behind pointers is written; the same number is in gdb-types.py. */
const depthLimit = 6;

/**
 * A type as a call sees it, as gdb-types.py writes it: widths, signs, pointers and the names of records, without the
 * names of typedefs. `*const i8` is a pointer to constant characters, `record:point:8` a struct by value.
 */
export function shapeOf(type: CType, records: readonly RecordType[], depth = 0): string {
  switch (type.kind) {
    case 'void':
    case 'bool':
      return type.kind;
    case 'integer':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'float':
      return `f${type.bits}`;
    case 'enum':
      return `enumeration:${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'pointer':
      return `${type.reference === true ? '&' : '*'}${pointee(type.to, type.toConst, records, depth)}`;
    case 'array':
      return `[${type.count}]${shapeOf(type.of, records, depth)}`;
    case 'function':
      return signature(type, records, depth);
    case 'record':
      return `record:${recordName(type, records)}:${records[type.record]?.size}`;
    case 'opaque':
      return `opaque:${type.size}`;
  }
}

function pointee(to: CType, isConst: boolean, records: readonly RecordType[], depth: number): string {
  const qualifier = isConst ? 'const ' : '';
  if (to.kind === 'record') return `${qualifier}record:${recordName(to, records)}`;
  if (to.kind === 'opaque' && to.size === null) return `${qualifier}record:${bareName(to.spelling)}`;
  return qualifier + (depth > depthLimit ? '…' : shapeOf(to, records, depth + 1));
}

function signature(
  type: Extract<CType, { kind: 'function' }>,
  records: readonly RecordType[],
  depth: number,
): string {
  const parameters = type.parameters.map((parameter) => shapeOf(parameter.type, records, depth + 1));
  if (type.variadic) parameters.push('...');
  return `(${parameters.join(',')})${shapeOf(type.result, records, depth + 1)}`;
}

/** The name of a record without its keyword; the typedef's where it has none of its own, else empty. */
export function recordName(type: Extract<CType, { kind: 'record' }>, records: readonly RecordType[]): string {
  const own = bareName(records[type.record]?.spelling ?? '');
  return own === '' ? bareName(type.spelling) : own;
}

function bareName(spelling: string): string {
  const name = sameSpelling(spelling.replace(/^const /, ''));
  return name.includes('{') ? '' : name;
}

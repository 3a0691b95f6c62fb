import type { CType, RecordType, TypeWithRecords } from '../contract/prototype.ts';

/** Hostile records lie in each other without end: so many types are compared, and so deep. */
const comparisonLimit = 20_000;
const depthLimit = 100;

interface Comparison {
  readonly left: readonly RecordType[];
  readonly right: readonly RecordType[];
  budget: number;
  depth: number;
}

/**
 * Where two types differ in how their bytes are read, as a path: empty for the type itself, `.place.x`; null when they
 * agree down to the last member. What pointers point to counts by its name.
 */
export function layoutDifference(left: TypeWithRecords, right: TypeWithRecords): string | null {
  const comparison = { left: left.records, right: right.records, budget: comparisonLimit, depth: 0 };
  return difference(comparison, left.type, right.type, '');
}

function difference(comparison: Comparison, left: CType, right: CType, path: string): string | null {
  comparison.budget -= 1;
  if (comparison.budget < 0 || comparison.depth > depthLimit || left.kind !== right.kind) return path;
  switch (left.kind) {
    case 'integer':
      return right.kind === 'integer' && left.bits === right.bits && left.signed === right.signed
        ? null
        : path;
    case 'float':
      return right.kind === 'float' && left.bits === right.bits ? null : path;
    case 'enum':
      return right.kind === 'enum' && isSameEnum(left, right) ? null : path;
    case 'array': {
      if (right.kind !== 'array' || left.count !== right.count) return path;
      return difference(comparison, left.of, right.of, `${path}[]`);
    }
    case 'record':
      return right.kind === 'record' ? inRecord(comparison, left.record, right.record, path) : path;
    case 'opaque':
      return right.kind === 'opaque' && left.size === right.size && left.spelling === right.spelling
        ? null
        : path;
    case 'bool':
    case 'void':
      return null;
    default:
      return left.spelling === right.spelling ? null : path;
  }
}

function inRecord(comparison: Comparison, left: number, right: number, path: string): string | null {
  comparison.depth += 1;
  const found = recordDifference(comparison, left, right, path);
  comparison.depth -= 1;
  return found;
}

/** A constant may be new; those there were must mean what they meant. */
function isSameEnum(
  left: Extract<CType, { readonly kind: 'enum' }>,
  right: Extract<CType, { readonly kind: 'enum' }>,
): boolean {
  const now = new Map(right.constants.map(({ name, value }) => [name, value]));
  return left.bits === right.bits && left.constants.every(({ name, value }) => now.get(name) === value);
}

function recordDifference(comparison: Comparison, left: number, right: number, path: string): string | null {
  const [before, after] = [comparison.left[left], comparison.right[right]];
  if (!before?.members || !after?.members || before.size !== after.size) return path;
  if (before.members.length !== after.members.length) return path;
  for (const [index, member] of before.members.entries()) {
    const twin = after.members[index];
    const place = member.name === null ? path : `${path}.${member.name}`;
    if (!twin || twin.name !== member.name || twin.offset !== member.offset) return place;
    if (twin.bits?.offset !== member.bits?.offset || twin.bits?.size !== member.bits?.size) return place;
    const inside = difference(comparison, member.type, twin.type, place);
    if (inside !== null) return inside;
  }
  return null;
}

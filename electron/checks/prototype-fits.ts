import type { CType, Prototype, RecordType } from '../contract/prototype.ts';

/**
 * True when a call made with `used` passes and takes back what the function `known` expects, by number, kind and size of
 * the values: a call of `int (int)` to a function that is `long (long)` by now would read registers that nobody set.
 * Names, signs and what pointers point to do not matter; neither does a result that is not looked at.
 */
export function prototypeFits(used: Prototype, known: Prototype): boolean {
  if (used.parameters.length !== known.parameters.length || used.variadic !== known.variadic) return false;
  const isSame = (a: CType, b: CType) => shapeOf(a, used.records) === shapeOf(b, known.records);
  return (
    (used.result.kind === 'void' || isSame(used.result, known.result)) &&
    used.parameters.every(({ type }, index) => {
      const other = known.parameters[index];
      return other !== undefined && isSame(type, other.type);
    })
  );
}

/** How a value travels: in an integer register of so many bits, in a floating-point one, or as a record of so many bytes. */
function shapeOf(type: CType, records: readonly RecordType[]): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'bool':
      return 'integer 8';
    case 'integer':
    case 'enum':
      return `integer ${type.bits}`;
    case 'float':
      return `float ${type.bits}`;
    case 'pointer':
    case 'array':
    case 'function':
      return 'integer 64';
    case 'record':
      return `record ${records[type.record]?.size ?? 0}`;
    case 'opaque':
      return `opaque ${type.size ?? 0}`;
  }
}

import type { CType } from '../contract/prototype.ts';

const known = new WeakMap<CType, number>();

/**
 * How many types a type is made of, written out as a tree. Types share their parts, and a few that are made of each other
 * twice over mean more than can ever be written.
 */
export function weightOf(type: CType): number {
  const weight = known.get(type) ?? 1 + partsOf(type).reduce((sum, part) => sum + weightOf(part), 0);
  known.set(type, weight);
  return weight;
}

function partsOf(type: CType): readonly CType[] {
  switch (type.kind) {
    case 'pointer':
      return [type.to];
    case 'array':
      return [type.of];
    case 'function':
      return [type.result, ...type.parameters.map((parameter) => parameter.type)];
    default:
      return [];
  }
}

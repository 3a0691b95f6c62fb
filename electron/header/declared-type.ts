import type { CType } from '../contract/prototype.ts';

/** A type as a declaration gives it. */
export interface DeclaredType {
  readonly type: CType;
  readonly isConst: boolean;
  /** In bytes, where an attribute of a typedef gives another one than the type's own. */
  readonly alignment: number | null;
}

/** A type with nothing said of it. */
export function plainType(type: CType): DeclaredType {
  return { type, isConst: false, alignment: null };
}

/** A type of which only the name is known. */
export function unknownType(spelling: string): DeclaredType {
  return plainType({ kind: 'opaque', spelling, size: null });
}

import type { CType, Parameter } from '../contract/prototype.ts';
import type { TokenCursor } from './token-cursor.ts';
import { arrayOf, declare, functionType, pointerTo, referenceTo } from './type-spelling.ts';

/** A type and whether it is const itself. */
export interface QualifiedType {
  readonly type: CType;
  readonly isConst: boolean;
}

/** One step from the type in front of a declarator to the type of its name (C17, 6.7.6). */
export type Derivation =
  | { readonly kind: 'pointer'; readonly isConst: boolean }
  | { readonly kind: 'reference'; readonly mark: '&' | '&&' }
  /** A pointer to a member of a class: read in the demangler's text alone. */
  | { readonly kind: 'member'; readonly of: string }
  /** `count` is 0 where the length is not given as a number. */
  | { readonly kind: 'array'; readonly count: number }
  | { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly variadic: boolean };

const maximumPointerDepth = 16;
const maximumSteps = 32;

/** The type that the steps lead to, from `base` on; `place` names the parameter or the result in a rejection. */
export function derive(
  cursor: TokenCursor,
  base: QualifiedType,
  steps: readonly Derivation[],
  place: string,
): QualifiedType {
  const pointers = steps.filter((step) => step.kind === 'pointer' || step.kind === 'reference').length;
  if (pointers > maximumPointerDepth)
    cursor.reject(`${place}: more than ${maximumPointerDepth} "*" in one type.`);
  if (steps.length > maximumSteps) cursor.reject(`${place} has a type of more than ${maximumSteps} parts.`);
  let derived = base.type.kind === 'function' ? { ...base, isConst: false } : base;
  for (const step of steps) {
    const problem = problemOf(derived.type, step);
    if (problem !== null) cursor.reject(`${place} ${problem}`);
    derived = apply(derived, step);
  }
  return derived;
}

/** An array as a parameter is a pointer to its element, a function a pointer to it (C17, 6.7.6.3). */
export function decayed({ type, isConst }: QualifiedType): CType {
  if (type.kind === 'function') return pointerTo(type, false);
  if (type.kind !== 'array') return type;
  let element = type.of;
  // Rows of a length that is known at run time alone: of the rows it is the first element that the address is of.
  if (hasUnknownRow(element)) while (element.kind === 'array') element = element.of;
  return pointerTo(element, isConst);
}

function hasUnknownRow(type: CType): boolean {
  return type.kind === 'array' && (type.count === 0 || hasUnknownRow(type.of));
}

function apply({ type, isConst }: QualifiedType, step: Derivation): QualifiedType {
  switch (step.kind) {
    case 'pointer':
      return { type: pointerTo(type, isConst), isConst: step.isConst };
    case 'reference':
      return { type: referenceTo(type, isConst, step.mark), isConst: false };
    case 'member':
      return { type: memberPointer(type, step.of), isConst: false };
    case 'array':
      return { type: arrayOf(type, step.count), isConst };
    case 'function':
      return { type: functionType(type, step.parameters, step.variadic), isConst: false };
  }
}

/** Sizes of the Itanium C++ ABI, 2.3: an offset for data, a pointer and an adjustment for functions. */
function memberPointer(type: CType, className: string): CType {
  const isFunction = type.kind === 'function';
  const spelling = declare(type, isFunction ? `(${className}::*)` : `${className}::*`);
  return { kind: 'opaque', spelling, size: isFunction ? 16 : 8 };
}

function problemOf(type: CType, { kind }: Derivation): string | null {
  if (type.kind === 'pointer' && type.reference === true && (kind === 'pointer' || kind === 'array')) {
    return `is ${kind === 'array' ? 'an array of references' : 'a pointer to a reference'}, which C++ does not have.`;
  }
  if (type.kind === 'pointer' && type.reference === true && kind === 'reference') {
    return 'is a reference to a reference, which C++ does not have.';
  }
  if (kind === 'reference' && type.kind === 'void') return 'is a reference to void; write void *.';
  if (kind === 'array' && type.kind === 'void') return 'is an array of void.';
  if (kind === 'array' && type.kind === 'function')
    return 'is an array of functions; an array of pointers to them can be: (*name[])(…).';
  if (kind === 'function' && (type.kind === 'array' || type.kind === 'function')) {
    return `is a function that returns ${type.kind === 'array' ? 'an array' : 'a function'}; it can return a pointer.`;
  }
  return null;
}

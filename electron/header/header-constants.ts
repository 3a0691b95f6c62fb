import type { CType, EnumConstant } from '../contract/prototype.ts';
import {
  type ConstantContext,
  type ConstantType,
  type ConstantValue,
  evaluateConstant,
} from '../ctypes/constant-expression.ts';
import type { SizeAndAlignment } from '../ctypes/record-declaration.ts';
import type { Attribute } from './attributes.ts';
import type { EnumSyntax } from './declaration-syntax.ts';
import type { DeclaredNames } from './declared-names.ts';
import type { DeclaredType } from './declared-type.ts';
import type { Descent } from './descent.ts';

/** What constant expressions need to know of types. */
export interface ConstantTypes {
  isTypeName(name: string): boolean;
  /** The type of a type name as an expression holds it, `struct point *[2]`. */
  typeName(text: string): DeclaredType | null;
  measureDeclared(type: DeclaredType): SizeAndAlignment | null;
  enumType(syntax: EnumSyntax): CType;
}

/** `aligned` without an argument: the largest alignment that a type of the target has by itself. */
const largestAlignment = 16;

/** Evaluates the constant expressions of a header: sizes of arrays, widths of bit-fields, values of enumerations. */
export class HeaderConstants {
  readonly #types: ConstantTypes;
  readonly #names: DeclaredNames;
  readonly #descent: Descent;
  readonly #context: ConstantContext;
  /** Constants of enumerations that are being read, for those after them. */
  readonly #earlier = new Map<string, bigint>();

  constructor(types: ConstantTypes, names: DeclaredNames, descent: Descent) {
    this.#types = types;
    this.#names = names;
    this.#descent = descent;
    this.#context = {
      constant: (name) => this.#constant(name),
      isType: (name) => types.isTypeName(name),
      integerType: (text) => this.#integerType(text),
      sizeOf: (text) => this.#measure(text)?.size ?? null,
      alignOf: (text) => this.#measure(text)?.alignment ?? null,
    };
  }

  evaluate(text: string): ConstantValue | null {
    return this.#descent.deeper(() => evaluateConstant(text, this.#context));
  }

  /** The alignment that `aligned` attributes give, in bytes: null without one, undefined for one that cannot be read. */
  alignedTo(attributes: readonly Attribute[]): number | null | undefined {
    let largest: number | null = null;
    for (const { name, argument } of attributes) {
      if (name !== 'aligned' && name !== 'align') continue;
      const bytes = argument === null ? largestAlignment : this.#alignment(argument);
      if (bytes === null) return undefined;
      // `_Alignas(0)` says nothing.
      if (bytes !== 0) largest = Math.max(largest ?? bytes, bytes);
    }
    return largest;
  }

  /** The constants of an enumeration with their values (C17, 6.7.2.2); null when one is not known. */
  constantsOf(syntax: EnumSyntax): readonly EnumConstant[] | null {
    const constants: EnumConstant[] = [];
    let next = 0n;
    for (const { name, value } of syntax.constants ?? []) {
      const evaluated = value === null ? next : this.evaluate(value)?.value;
      if (evaluated === undefined) return null;
      constants.push({ name, value: evaluated });
      this.#earlier.set(name, evaluated);
      next = evaluated + 1n;
    }
    return constants;
  }

  /** `_Alignas` takes a type name as well. */
  #alignment(argument: string): number | null {
    const value = this.evaluate(argument);
    return value ? Number(value.value) : (this.#measure(argument)?.alignment ?? null);
  }

  #constant(name: string): ConstantValue | null {
    const place = this.#names.constants.get(name);
    if (!place) return null;
    const type = this.#types.enumType(place.enumeration);
    const value = type.kind === 'enum' ? type.constants[place.index]?.value : this.#earlier.get(name);
    return value === undefined ? null : withConstantType(value, type);
  }

  #measure(typeName: string): SizeAndAlignment | null {
    return this.#descent.deeper(() => {
      const declared = this.#types.typeName(typeName);
      return declared && this.#types.measureDeclared(declared);
    });
  }

  #integerType(text: string): ConstantType | null {
    const type = this.#descent.deeper(() => this.#types.typeName(text)?.type ?? null);
    if (type?.kind === 'bool') return { bits: 8, signed: false, bool: true };
    return type?.kind === 'integer' || type?.kind === 'enum'
      ? { bits: type.bits, signed: type.signed }
      : null;
  }
}

/** Constants are int where they fit (C17, 6.7.2.2), else of the enumeration's type, as GCC has it. */
function withConstantType(value: bigint, type: CType): ConstantValue {
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return { value, bits: 32, signed: true };
  if (type.kind === 'enum' && type.bits === 32 && !type.signed) return { value, bits: 32, signed: false };
  return { value, bits: 64, signed: value < 2n ** 63n };
}

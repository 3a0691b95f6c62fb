import type { Attribute } from './attributes.ts';

/** What stands before the declarators: a type and what is said of it (C17, 6.7). */
export interface SpecifierSyntax {
  readonly base: BaseSyntax;
  readonly isConst: boolean;
}

export type BaseSyntax =
  /** Keywords of an arithmetic type, or one type name. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'record'; readonly record: RecordSyntax }
  | { readonly kind: 'enum'; readonly enumeration: EnumSyntax };

/** A struct or union as it is named or defined at one place; the object is the identity of one without a tag. */
export interface RecordSyntax {
  readonly keyword: 'struct' | 'union' | 'class';
  readonly tag: string | null;
  /** Null where it is only named. */
  readonly members: readonly MemberSyntax[] | null;
  readonly attributes: readonly Attribute[];
  readonly pack: number | null;
  /** True when something in it could not be read or is not modelled. */
  readonly isUncertain: boolean;
}

export interface MemberSyntax {
  readonly specifiers: SpecifierSyntax;
  /** Null for an anonymous struct or union, and for a bit-field without a name. */
  readonly declarator: DeclaratorSyntax;
  readonly bitWidth: string | null;
}

export interface EnumSyntax {
  readonly tag: string | null;
  /** Null where it is only named. */
  readonly constants: readonly { readonly name: string; readonly value: string | null }[] | null;
  readonly attributes: readonly Attribute[];
  /** The type name after a colon. */
  readonly underlying: string | null;
}

/** A name, and what is derived from the type before it: the part next to that type first. */
export interface DeclaratorSyntax {
  readonly name: string | null;
  /** Offset of the name, or of the declarator where there is none. */
  readonly at: number;
  readonly parts: readonly DeclaratorPart[];
  readonly attributes: readonly Attribute[];
}

export type DeclaratorPart =
  | { readonly kind: 'pointer'; readonly isConst: boolean }
  | { readonly kind: 'array'; readonly size: string | null }
  | {
      readonly kind: 'function';
      readonly parameters: readonly ParameterSyntax[];
      readonly variadic: boolean;
    };

export interface ParameterSyntax {
  readonly specifiers: SpecifierSyntax;
  readonly declarator: DeclaratorSyntax;
}

/** One declaration at file scope. */
export interface DeclarationSyntax {
  readonly storage: 'typedef' | 'static' | 'none';
  readonly specifiers: SpecifierSyntax;
  readonly declarators: readonly DeclaratorSyntax[];
  /** Structs, unions and enums that it defines, inner ones first. */
  readonly defined: readonly BaseSyntax[];
}

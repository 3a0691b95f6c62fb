/**
 * A C type a call can use. `spelling` is how C (or C++) writes it (`size_t`, `const char *`, `struct point`).
 * Types are trees; a record is a reference into the `records` beside it, so that recursive types stay finite.
 */
export type CType =
  | { readonly kind: 'void'; readonly spelling: string }
  | { readonly kind: 'bool'; readonly spelling: string }
  | {
      readonly kind: 'integer';
      readonly spelling: string;
      readonly bits: 8 | 16 | 32 | 64;
      readonly signed: boolean;
      /** True for char, signed char and unsigned char, where a character literal is a natural value. */
      readonly character: boolean;
    }
  | { readonly kind: 'float'; readonly spelling: string; readonly bits: 32 | 64 }
  | {
      readonly kind: 'enum';
      readonly spelling: string;
      /** Of the underlying integer type. */
      readonly bits: 8 | 16 | 32 | 64;
      readonly signed: boolean;
      /** In the order of the declaration; several may have one value. */
      readonly constants: readonly EnumConstant[];
    }
  | {
      readonly kind: 'pointer';
      readonly spelling: string;
      readonly to: CType;
      /** True when what it points to is const. */
      readonly toConst: boolean;
      /** True for a C++ reference: passed like a pointer (Itanium C++ ABI), never NULL. */
      readonly reference?: true;
    }
  /** As a member, an element or behind a pointer; a parameter that is an array is a pointer. `count` 0 is a flexible array. */
  | { readonly kind: 'array'; readonly spelling: string; readonly of: CType; readonly count: number }
  /** A struct, union or class: `record` is its index in the `records` beside the type. */
  | { readonly kind: 'record'; readonly spelling: string; readonly record: number }
  /** Behind a pointer alone. */
  | {
      readonly kind: 'function';
      readonly spelling: string;
      readonly result: CType;
      readonly parameters: readonly Parameter[];
      readonly variadic: boolean;
    }
  /**
   * Known by name only (`FILE`), or not passed by value by us (`long double`, `__int128`): legal behind a pointer alone.
   * `size` in bytes where it is known.
   */
  | { readonly kind: 'opaque'; readonly spelling: string; readonly size: number | null };

export interface EnumConstant {
  readonly name: string;
  readonly value: bigint;
}

/** The layout of a struct, union or class, as the compiler laid it out or the psABI prescribes. */
export interface RecordType {
  readonly keyword: 'struct' | 'union' | 'class';
  readonly spelling: string;
  /** sizeof, in bytes. */
  readonly size: number;
  /** alignof, in bytes. */
  readonly alignment: number;
  /** By offset; null when the layout is not known: then it is opaque, of `size` bytes where that is not 0. */
  readonly members: readonly Member[] | null;
  /** Non-trivial for the purpose of calls (Itanium C++ ABI, 1.1): passed and returned through its address. */
  readonly passedByReference: boolean;
}

export interface Member {
  /** Null for an anonymous struct or union, whose members are reached as if they were the outer one's. */
  readonly name: string | null;
  readonly type: CType;
  /** Bytes from the start of the record. */
  readonly offset: number;
  /** A bit-field: `offset` bits from the start of the record, counted from the lowest bit of its first byte (little-endian). */
  readonly bits: { readonly offset: number; readonly size: number } | null;
  /** Laid out by the compiler and not by a declaration (a table of virtual functions): shown, and zero in a new one. */
  readonly artificial?: true;
}

export interface Parameter {
  /** Null when the prototype gives none; the window then says `arg 1`, `arg 2`, … */
  readonly name: string | null;
  readonly type: CType;
  /** True for the object that a C++ method is called on. */
  readonly isThis?: true;
}

export interface Prototype {
  readonly name: string;
  readonly result: CType;
  readonly parameters: readonly Parameter[];
  /** True when `...` follows the parameters. */
  readonly variadic: boolean;
  /** The records that result and parameters refer to, and that those refer to; behind distant pointers they may lack their members. */
  readonly records: readonly RecordType[];
}

/** A type with the records that it refers to. */
export interface TypeWithRecords {
  readonly type: CType;
  readonly records: readonly RecordType[];
}

export type PrototypeSource = 'dwarf' | 'header' | 'mangled' | 'hand';

/** Where a function is declared or defined. */
export interface SourceLocation {
  /** As the source names it: a path from the compiler, or the header's name. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** What one source says of one symbol. */
export interface PrototypeSuggestion {
  readonly source: Exclude<PrototypeSource, 'hand'>;
  /** As C writes it; without a result type where `prototype` is null. */
  readonly text: string;
  /** Null when something is missing that nobody may guess: the result type of a mangled name. */
  readonly prototype: Prototype | null;
  readonly location: SourceLocation | null;
  /** What is not known and why, a sentence each: a result type to fill in, a method that may need `this`, … */
  readonly notes: readonly string[];
}

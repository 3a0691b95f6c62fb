/** A C type a call can use. `spelling` is how C writes it (`size_t`, `const char *`). */
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
      readonly kind: 'pointer';
      readonly spelling: string;
      readonly to: CType;
      /** True when what it points to is const. */
      readonly toConst: boolean;
    }
  /** A type known by name only (`struct point`, `FILE`); legal behind a pointer alone. */
  | { readonly kind: 'opaque'; readonly spelling: string };

export interface Parameter {
  /** Null when the prototype gives none; the window then says `arg 1`, `arg 2`, … */
  readonly name: string | null;
  readonly type: CType;
}

export interface Prototype {
  readonly name: string;
  readonly result: CType;
  readonly parameters: readonly Parameter[];
}

export type PrototypeSource = 'dwarf' | 'header' | 'mangled' | 'hand';

/** One argument after validation: exactly what the call receives. */
export type ArgumentValue =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  /** A NUL-terminated UTF-8 string that lives until the call returns. */
  | { readonly kind: 'string'; readonly value: string }
  /** An address, 0n for NULL. */
  | { readonly kind: 'address'; readonly value: bigint };

/** What a call returned, exactly. */
export type ResultValue =
  | { readonly kind: 'void' }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | {
      readonly kind: 'pointer';
      readonly address: bigint;
      /** The bytes behind a char pointer, decoded as UTF-8 up to a bound; null for other pointers, NULL and unreadable memory. */
      readonly text: { readonly value: string; readonly truncated: boolean } | null;
    };

import type { CType } from '../contract/prototype.ts';

/** Bytes that a type takes, and the multiple of bytes at which it may begin. */
export interface SizeAndAlignment {
  readonly size: number;
  readonly alignment: number;
}

/** One member of a record as it is declared, in the order of the declaration. */
export interface MemberDeclaration extends SizeAndAlignment {
  /** Null for an anonymous struct or union, and for a bit-field without a name, which only takes room. */
  readonly name: string | null;
  readonly type: CType;
  /** Width of a bit-field, 0 included; null for other members. */
  readonly bitWidth: number | null;
  /** `__attribute__((packed))` on the member itself. */
  readonly packed: boolean;
  /** `__attribute__((aligned(n)))` or `_Alignas` on the member itself, the largest one, in bytes. */
  readonly aligned: number | null;
}

/** A struct or union as it is declared. */
export interface RecordDeclaration {
  readonly keyword: 'struct' | 'union' | 'class';
  readonly spelling: string;
  readonly members: readonly MemberDeclaration[];
  readonly packed: boolean;
  /** `__attribute__((aligned(n)))` on the record, in bytes. */
  readonly aligned: number | null;
  /** `#pragma pack(n)` at the end of the declaration, in bytes. */
  readonly pack: number | null;
  /** Whether bit-fields without a name raise the record's alignment, as in the AArch64 ABI (AAPCS64, 8.1.8) and not on x86-64. */
  readonly unnamedBitFieldsAlign?: boolean;
}

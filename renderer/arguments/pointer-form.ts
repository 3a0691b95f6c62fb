import type { CType } from '../../electron/contract/prototype.ts';

export type PointerType = Extract<CType, { readonly kind: 'pointer' }>;

/** Whether the function reads the new memory, writes it, or both. */
export type Direction = 'in' | 'out' | 'inout';

/** What new memory of bytes begins with. */
export type BufferFill = 'zero' | 'text' | 'hex' | 'file';

export interface BufferForm {
  readonly mode: 'buffer';
  readonly direction: Direction;
  /** In bytes as typed; empty for as much as the content takes. */
  readonly size: string;
  readonly fill: BufferFill;
  /** The text, the hexadecimal digits, or the path. */
  readonly content: string;
}

/** What a pointer argument is given, as its editor shows it; each text is in the language of its own type. */
export type PointerForm =
  | { readonly mode: 'empty' }
  | { readonly mode: 'null' | 'address'; readonly text: string }
  | { readonly mode: 'saved'; readonly name: string }
  /** A text of a pointer to char. */
  | { readonly mode: 'string'; readonly text: string }
  | BufferForm
  /** One element. */
  | { readonly mode: 'value'; readonly direction: Direction; readonly text: string }
  | { readonly mode: 'list'; readonly direction: Direction; readonly items: readonly string[] }
  /** New elements, zero, for the function to write. */
  | { readonly mode: 'zeroed'; readonly count: string }
  | { readonly mode: 'callback'; readonly returns: readonly string[] }
  | { readonly mode: 'symbol'; readonly name: string }
  /** Anything else, edited as text. */
  | { readonly mode: 'text'; readonly text: string };

export type PointerMode = PointerForm['mode'];

/** The direction that new memory has where the text names none: a function does not write through a pointer to const. */
export function defaultDirection(type: PointerType): Direction {
  return type.toConst ? 'in' : 'inout';
}

/** True for what takes any bytes: `void *` and pointers to types of one byte. */
export function takesBytes(type: PointerType): boolean {
  const { to } = type;
  return to.kind === 'void' || (to.kind === 'integer' && to.bits === 8);
}

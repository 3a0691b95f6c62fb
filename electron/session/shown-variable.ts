import type { CType, RecordType } from '../contract/prototype.ts';
import type { LibraryVariable } from '../contract/variables.ts';
import { decodeValue } from '../ctypes/decode-value.ts';
import { showValue } from '../ctypes/show-value.ts';

const longestText = 120;
/** What pointers point to was not kept. */
const noMemory = { read: () => null, readString: () => null };

/** The type that a variable is read as: its own, or that of so many bytes where it is not known. */
export function typeToShow({ type, size }: Pick<LibraryVariable, 'type' | 'size'>): CType {
  if (type !== null) return type;
  const byte = {
    kind: 'integer',
    spelling: 'unsigned char',
    bits: 8,
    signed: false,
    character: true,
  } as const;
  return { kind: 'array', spelling: `unsigned char[${size}]`, of: byte, count: size };
}

/** The value that bytes of a variable stand for, in short. */
export function shortText(
  variable: Pick<LibraryVariable, 'type' | 'size'>,
  bytes: Uint8Array,
  records: readonly RecordType[],
): string {
  const type = { type: typeToShow(variable), records };
  const value = decodeValue(type, { address: null, bytes }, noMemory);
  const { text } = showValue(type, value, { name: null, at: null });
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

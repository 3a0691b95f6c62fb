import type { CType } from '../../electron/contract/prototype.ts';
import { integerRange } from '../../electron/ctypes/encode-integer.ts';

/** What may be typed for a value of this type, as one sentence; empty where the editor tells by itself. */
export function typeHint(type: CType, bits: number | null = null): string {
  switch (type.kind) {
    case 'integer': {
      const { minimum, maximum } = bits === null ? integerRange(type) : bitFieldRange(bits, type.signed);
      const character = type.character || type.bits === 32 ? ", 'a'" : '';
      return `${minimum} to ${maximum}. Decimal, 0x hexadecimal, 0b binary${character}, or $name for a saved value.`;
    }
    case 'float':
      return 'Decimal, hexadecimal as in 0x1.8p3, nan, inf, -inf, or $name for a saved value.';
    case 'bool':
      return 'true or false.';
    case 'enum':
      return 'A name of the list, several with | between them, or a number.';
    case 'array':
      return `A text of at most ${type.count} bytes in UTF-8; the rest is zero.`;
    case 'pointer':
      return 'NULL, an address as in 0x7f00, $name for a saved value, or new memory.';
    default:
      return '';
  }
}

function bitFieldRange(
  bits: number,
  signed: boolean,
): { readonly minimum: bigint; readonly maximum: bigint } {
  const width = BigInt(bits);
  if (!signed) return { minimum: 0n, maximum: 2n ** width - 1n };
  return { minimum: -(2n ** (width - 1n)), maximum: 2n ** (width - 1n) - 1n };
}

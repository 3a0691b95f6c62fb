import { characterText } from './leaf-text.ts';

/** One integer in every way that people read it. */
export interface IntegerViews {
  readonly bits: number;
  readonly signed: string;
  readonly unsigned: string;
  /** `0x` and all digits of the width. */
  readonly hex: string;
  /** Without a prefix, in groups. */
  readonly binary: string;
  /** `'a'` for a value that is one printable or escaped ASCII character; else null. */
  readonly character: string | null;
}

/** The views of the bits that `ShownValue.hex` holds, `0x0000000c`; `group` says how many binary digits stand together. Null for a text that is none. */
export function integerViews(hex: string, group: 4 | 8 = 4): IntegerViews | null {
  const digits = /^0x([0-9a-f]{1,32})$/i.exec(hex)?.[1];
  if (digits === undefined) return null;
  const bits = digits.length * 4;
  const unsigned = BigInt(hex);
  const binary = unsigned.toString(2).padStart(bits, '0');
  return {
    bits,
    signed: String(BigInt.asIntN(bits, unsigned)),
    unsigned: String(unsigned),
    hex: hex.toLowerCase(),
    binary: binary.replace(new RegExp(`\\B(?=(?:[01]{${group}})+$)`, 'g'), ' '),
    character: unsigned < 0x7fn && isShown(unsigned) ? characterText(unsigned) : null,
  };
}

function isShown(value: bigint): boolean {
  return value >= 0x20n || value === 0n || (value >= 7n && value <= 13n);
}

/** What the prefixes of an instruction say. */
export interface Prefixes {
  /** 0x66. */
  narrow: boolean;
  /** 0xF2 or 0xF3, else 0. */
  repeat: number;
  /** REX.W, VEX.W or EVEX.W. */
  wide: boolean;
  /** Of VEX and EVEX: bytes of a vector; 0 for other instructions. */
  vectorBytes: number;
  /** EVEX broadcasts one element. */
  broadcast: boolean;
}

const lea = 0x8d;

/**
 * How many bytes an instruction reads or writes at its memory operand, never more than it does; 0 when it takes the
 * address alone. `map` is 1 for one-byte opcodes, 0 for those after 0F, else 2 (0F 38) or 3 (0F 3A).
 */
export function accessWidth(map: number, opcode: number, operation: number, prefixes: Prefixes): number {
  if (map === 1) return firstMapWidth(opcode, operation, prefixes);
  if (map === 0) return secondMapWidth(opcode, prefixes);
  // Those that widen or repeat their elements read less than a vector.
  return 1;
}

function firstMapWidth(opcode: number, operation: number, prefixes: Prefixes): number {
  if (opcode === lea) return 0;
  if (opcode === 0x63) return 4;
  if (opcode >= 0xd8 && opcode <= 0xdf) return opcode >= 0xde ? 2 : 4;
  if (opcode === 0xff) return operation >= 2 ? 8 : generalWidth(prefixes);
  const isByte = (opcode & 1) === 0 && opcode !== 0x8e && opcode !== 0x8c;
  if (opcode === 0x69 || opcode === 0x6b) return generalWidth(prefixes);
  return isByte ? 1 : generalWidth(prefixes);
}

function generalWidth({ wide, narrow }: Prefixes): number {
  if (wide) return 8;
  return narrow ? 2 : 4;
}

function secondMapWidth(opcode: number, prefixes: Prefixes): number {
  const isVector =
    (opcode >= 0x10 && opcode <= 0x17) ||
    (opcode >= 0x28 && opcode <= 0x2f) ||
    (opcode >= 0x51 && opcode <= 0x7f) ||
    opcode === 0xc2 ||
    opcode === 0xc6 ||
    opcode >= 0xd0;
  if (isVector) return vectorWidth(opcode, prefixes);
  if (opcode === 0xb6 || opcode === 0xbe) return 1;
  if (opcode === 0xb7 || opcode === 0xbf) return 2;
  if ((opcode >= 0x40 && opcode <= 0x4f) || opcode === 0xaf) return generalWidth(prefixes);
  return 1;
}

function vectorWidth(opcode: number, { repeat, narrow, wide, vectorBytes, broadcast }: Prefixes): number {
  if (broadcast) return wide ? 8 : 4;
  if (repeat === 0xf2) return opcode === 0xf0 ? 16 : 8;
  if (repeat === 0xf3) {
    if (opcode === 0x6f) return 16;
    return opcode === 0x7e ? 8 : 4;
  }
  if (opcode === 0x2e || opcode === 0x2f) return narrow ? 8 : 4;
  if (opcode === 0x12 || opcode === 0x13 || opcode === 0x16 || opcode === 0x17 || opcode === 0xd6) return 8;
  if (opcode === 0x6e || opcode === 0x7e) return wide ? 8 : 4;
  if (opcode >= 0x70 && opcode <= 0x79 && opcode !== 0x70) return 1;
  // Conversions and the MMX forms read half of a register.
  if (opcode === 0x5a || opcode === 0x5b || opcode === 0x2a || opcode === 0x2c || opcode === 0xe6) return 4;
  if (!narrow && opcode >= 0x60 && opcode !== 0xc2 && opcode !== 0xc6) return 4;
  // Shifts by a count in memory read 16 bytes of any vector.
  return vectorBytes === 0 ? 16 : vectorBytes;
}

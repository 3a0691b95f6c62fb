import { accessWidth, type Prefixes } from './x86-access.ts';

/** One-byte opcodes, the 0F map and what follows them (Intel SDM volume 2, appendix A), 64-bit mode. */
const modrmOpcodes = opcodeSet(
  '00-03 08-0b 10-13 18-1b 20-23 28-2b 30-33 38-3b 63 69 6b 80 81 83-8f c0 c1 c6 c7 d0-d3 d8-df f6 f7 fe ff',
);
const byteImmediates = opcodeSet('04 0c 14 1c 24 2c 34 3c 6a 6b 70-7f 80 83 a8 b0-b7 c0 c1 c6 cd e0-e7 eb');
const wordImmediates = opcodeSet('05 0d 15 1d 25 2d 35 3d 68 69 81 a9 b8-bf c7');
const invalidOpcodes = opcodeSet('06 07 0e 16 17 1e 1f 27 2f 37 3f 60 61 82 9a ce d4-d6 ea');
const plainSecondOpcodes = opcodeSet('05-09 0b 0e 30-37 77 80-8f a0-a2 a8-aa c8-cf');
const invalidSecondOpcodes = opcodeSet('04 0a 0c 24-27 39 3b-3f a6 a7');
const secondByteImmediates = opcodeSet('0f 70-73 a4 ac ba c2 c4-c6');
const legacyPrefixes = opcodeSet('26 2e 36 3e 64-67 f0 f2 f3');

/** An instruction is at most so long. */
const longest = 15;

/** Reads one x86-64 instruction at a time; the fields are those of the last one that was read. */
export class X86Instruction {
  length = 0;
  /** Where a displacement from the instruction's end stands; -1 when there is none. */
  relativeAt = -1;
  /** Where a 32-bit displacement from a register stands; -1 when there is none. */
  displacementAt = -1;
  /** How many bytes are read or written at the place; 0 when only its address is taken, or code goes on there. */
  width = 0;
  #code: Uint8Array = new Uint8Array(0);
  #at = 0;
  readonly #prefixes: Prefixes = {
    narrow: false,
    repeat: 0,
    wide: false,
    vectorBytes: 0,
    broadcast: false,
  };

  /** False when the bytes at `start` are no whole instruction that is known. */
  read(code: Uint8Array, start: number): boolean {
    this.#code = code;
    this.#at = start;
    this.relativeAt = -1;
    this.displacementAt = -1;
    this.width = 0;
    this.#forgetPrefixes();
    const isKnown = this.#readWhole();
    this.length = this.#at - start;
    return isKnown && this.length <= longest && this.#at <= code.length;
  }

  #forgetPrefixes(): void {
    const prefixes = this.#prefixes;
    prefixes.narrow = false;
    prefixes.repeat = 0;
    prefixes.wide = false;
    prefixes.vectorBytes = 0;
    prefixes.broadcast = false;
  }

  #next(): number {
    const byte = this.#code[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  #readWhole(): boolean {
    const prefixes = this.#prefixes;
    const limit = this.#at + longest;
    let opcode = this.#next();
    let isShortAddress = false;
    while (legacyPrefixes[opcode] === 1 && this.#at < limit) {
      if (opcode === 0x66) prefixes.narrow = true;
      if (opcode === 0x67) isShortAddress = true;
      if (opcode >= 0xf2) prefixes.repeat = opcode;
      opcode = this.#next();
    }
    if ((opcode & 0xf0) === 0x40) {
      prefixes.wide = (opcode & 8) !== 0;
      opcode = this.#next();
    }
    if (opcode === 0xc5 || opcode === 0xc4) return this.#readVex(opcode);
    if (opcode === 0x62) return this.#readEvex();
    if (opcode === 0x0f) return this.#readSecondMap();
    if (invalidOpcodes[opcode] === 1) return false;
    return this.#readFirstMap(opcode, isShortAddress);
  }

  #readFirstMap(opcode: number, isShortAddress: boolean): boolean {
    const { narrow, wide } = this.#prefixes;
    let immediate = byteImmediates[opcode] === 1 ? 1 : 0;
    if (wordImmediates[opcode] === 1) immediate = narrow && !wide ? 2 : 4;
    if (opcode >= 0xb8 && opcode <= 0xbf && wide) immediate = 8;
    if (opcode >= 0xa0 && opcode <= 0xa3) immediate = isShortAddress ? 4 : 8;
    if (opcode === 0xc2 || opcode === 0xca) immediate = 2;
    if (opcode === 0xc8) immediate = 3;
    if (opcode === 0xe8 || opcode === 0xe9) {
      this.relativeAt = this.#at;
      immediate = 4;
    }
    if (modrmOpcodes[opcode] === 1) {
      const operation = ((this.#code[this.#at] ?? 0) >> 3) & 7;
      if (opcode === 0xf6 && operation < 2) immediate = 1;
      if (opcode === 0xf7 && operation < 2) immediate = narrow && !wide ? 2 : 4;
      this.#readOperand(1, opcode, operation);
    }
    this.#at += immediate;
    return true;
  }

  #readSecondMap(): boolean {
    const opcode = this.#next();
    if (opcode === 0x38 || opcode === 0x3a) {
      this.#readOperand(opcode === 0x38 ? 2 : 3, this.#next());
      this.#at += opcode === 0x3a ? 1 : 0;
      return true;
    }
    if (invalidSecondOpcodes[opcode] === 1) return false;
    if (opcode >= 0x80 && opcode <= 0x8f) {
      this.relativeAt = this.#at;
      this.#at += 4;
      return true;
    }
    if (plainSecondOpcodes[opcode] !== 1) this.#readOperand(0, opcode);
    this.#at += secondByteImmediates[opcode] === 1 ? 1 : 0;
    return true;
  }

  #readVex(first: number): boolean {
    const payload = this.#next();
    const map = first === 0xc5 ? 1 : payload & 0x1f;
    const last = first === 0xc5 ? payload : this.#next();
    this.#prefixes.wide = first === 0xc4 && (last & 0x80) !== 0;
    this.#prefixes.vectorBytes = (last & 4) === 0 ? 16 : 32;
    return this.#readVector(map, last & 3);
  }

  #readEvex(): boolean {
    const map = this.#next() & 7;
    const second = this.#next();
    const third = this.#next();
    this.#prefixes.wide = (second & 0x80) !== 0;
    this.#prefixes.broadcast = (third & 0x10) !== 0;
    this.#prefixes.vectorBytes = 16 << ((third >> 5) & 3);
    return this.#readVector(map, second & 3);
  }

  #readVector(map: number, prefix: number): boolean {
    this.#prefixes.narrow = prefix === 1;
    this.#prefixes.repeat = [0, 0, 0xf3, 0xf2][prefix] ?? 0;
    const opcode = this.#next();
    const isPlain = map === 1 && opcode === 0x77;
    if (map === 0 || map === 4 || map > 6) return false;
    if (!isPlain) this.#readOperand(map === 1 ? 0 : map, opcode);
    this.#at += map === 3 || (map === 1 && secondByteImmediates[opcode] === 1) ? 1 : 0;
    return true;
  }

  /** ModRM, SIB and displacement; `map` is 1 for one-byte opcodes, 0 for those after 0F. */
  #readOperand(map: number, opcode: number, operation = 0): void {
    const modrm = this.#next();
    const mode = modrm >> 6;
    if (mode === 3) return;
    const base = modrm & 7;
    const isIndexed = base === 4;
    const noBase = mode === 0 && (isIndexed ? (this.#next() & 7) === 5 : base === 5);
    if (mode !== 0 && isIndexed) this.#at += 1;
    if (noBase && !isIndexed) {
      this.relativeAt = this.#at;
      this.width = accessWidth(map, opcode, operation, this.#prefixes);
    } else if (mode === 2 || noBase) this.displacementAt = this.#at;
    if (mode === 1) this.#at += 1;
    else if (mode === 2 || noBase) this.#at += 4;
  }
}

/** 1 for each opcode of ranges such as `00-03 63`. */
function opcodeSet(text: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const range of text.split(' ')) {
    const [first = 0, last = first] = range.split('-').map((end) => Number.parseInt(end, 16));
    set.fill(1, first, last + 1);
  }
  return set;
}

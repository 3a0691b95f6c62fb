import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { type ByteSource, readAvailable, readExactly, viewOf } from './byte-source.ts';
import { describeForeignContent } from './foreign-content.ts';

/** How fields are written in one file: address width and byte order (gABI, "ELF Identification"). */
export interface Encoding {
  readonly elfClass: 32 | 64;
  readonly little: boolean;
}

/** The ELF header with the extended numbering of section header 0 already applied (gABI, "ELF Header"). */
export interface ElfHeader extends Encoding {
  readonly osAbi: number;
  readonly abiVersion: number;
  readonly fileType: number;
  readonly machine: number;
  readonly version: number;
  readonly programHeaderOffset: bigint;
  readonly programHeaderSize: number;
  readonly programHeaderCount: number;
  readonly sectionHeaderOffset: bigint;
  readonly sectionHeaderSize: number;
  readonly sectionHeaderCount: number;
  /** Section index of the section names' string table. */
  readonly sectionNameIndex: number;
}

const fileTypeNames = ['NONE', 'REL', 'EXEC', 'DYN', 'CORE'];

/** ET_* names without their prefix; an unknown one is its number. */
export function fileTypeName(code: number): string {
  return fileTypeNames[code] ?? String(code);
}

/** One address-wide field: 8 bytes in a 64-bit file, else 4. The caller has checked the bounds. */
export function readWord(view: DataView, offset: number, encoding: Encoding): bigint {
  return encoding.elfClass === 64
    ? view.getBigUint64(offset, encoding.little)
    : BigInt(view.getUint32(offset, encoding.little));
}

/** Reads the ELF header; what is no ELF file is named in the failure `not-elf`, a cut one is `incomplete-file`. */
export function readHeader(source: ByteSource): Outcome<ElfHeader> {
  const start = readAvailable(source, 0, 4096);
  const foreign = describeForeignContent(start);
  if (foreign !== null) return fail('not-elf', foreign);
  const elfClass = start[4] === 1 ? 32 : 64;
  const headerSize = elfClass === 64 ? 64 : 52;
  if (start.length < headerSize) {
    return fail(
      'incomplete-file',
      `The file ends after ${start.length} bytes, inside the ELF header of ${headerSize} bytes.`,
    );
  }
  if (start[4] !== 1 && start[4] !== 2) {
    return fail('not-elf', `The ELF header names the unknown class ${start[4]}.`);
  }
  if (start[5] !== 1 && start[5] !== 2) {
    return fail('not-elf', `The ELF header names the unknown byte order ${start[5]}.`);
  }
  const header = parseHeader(viewOf(start), { elfClass, little: start[5] === 1 });
  return succeed(withExtendedNumbering(source, header));
}

function parseHeader(view: DataView, encoding: Encoding): ElfHeader {
  const { little } = encoding;
  const wide = encoding.elfClass === 64;
  const half = (offset: number) => view.getUint16(offset, little);
  return {
    ...encoding,
    osAbi: view.getUint8(7),
    abiVersion: view.getUint8(8),
    fileType: half(16),
    machine: half(18),
    version: view.getUint32(20, little),
    programHeaderOffset: readWord(view, wide ? 32 : 28, encoding),
    sectionHeaderOffset: readWord(view, wide ? 40 : 32, encoding),
    programHeaderSize: half(wide ? 54 : 42),
    programHeaderCount: half(wide ? 56 : 44),
    sectionHeaderSize: half(wide ? 58 : 46),
    sectionHeaderCount: half(wide ? 60 : 48),
    sectionNameIndex: half(wide ? 62 : 50),
  };
}

/** Counts too big for 16 bits live in section header 0 (gABI, "ELF Header": PN_XNUM, SHN_XINDEX). */
function withExtendedNumbering(source: ByteSource, header: ElfHeader): ElfHeader {
  const { programHeaderCount, sectionHeaderCount, sectionNameIndex, sectionHeaderOffset } = header;
  const extended = programHeaderCount === 0xffff || sectionHeaderCount === 0 || sectionNameIndex === 0xffff;
  if (!extended || sectionHeaderOffset === 0n) return header;
  const wide = header.elfClass === 64;
  const first = readExactly(source, sectionHeaderOffset, wide ? 64 : 40);
  if (first === null) return header;
  const view = viewOf(first);
  const count = readWord(view, wide ? 32 : 20, header);
  const link = view.getUint32(wide ? 40 : 24, header.little);
  const info = view.getUint32(wide ? 44 : 28, header.little);
  return {
    ...header,
    programHeaderCount: programHeaderCount === 0xffff && info > 0 ? info : programHeaderCount,
    sectionHeaderCount:
      sectionHeaderCount === 0 && count <= 0xffff_ffffn ? Number(count) : sectionHeaderCount,
    sectionNameIndex: sectionNameIndex === 0xffff ? link : sectionNameIndex,
  };
}

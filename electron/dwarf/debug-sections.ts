/** The debug sections of one file as they are after decompression; empty where the file has none. */
export interface DebugSections {
  readonly info: Uint8Array;
  readonly abbrev: Uint8Array;
  readonly str: Uint8Array;
  readonly lineStr: Uint8Array;
  readonly strOffsets: Uint8Array;
  readonly addr: Uint8Array;
  readonly line: Uint8Array;
  readonly ranges: Uint8Array;
  readonly rnglists: Uint8Array;
  readonly aranges: Uint8Array;
  readonly types: Uint8Array;
  readonly little: boolean;
  /** Of the ELF class, in bytes; each unit says its own again. */
  readonly addressSize: 4 | 8;
}

/** The fields of `DebugSections` by the names of their sections. */
export const debugSectionNames = {
  '.debug_info': 'info',
  '.debug_abbrev': 'abbrev',
  '.debug_str': 'str',
  '.debug_line_str': 'lineStr',
  '.debug_str_offsets': 'strOffsets',
  '.debug_addr': 'addr',
  '.debug_line': 'line',
  '.debug_ranges': 'ranges',
  '.debug_rnglists': 'rnglists',
  '.debug_aranges': 'aranges',
  '.debug_types': 'types',
} as const satisfies Readonly<Record<string, keyof DebugSections>>;

export type DebugSectionName = keyof typeof debugSectionNames;

const nothing = new Uint8Array(0);

/** No debug information at all. */
export const noDebugSections: DebugSections = {
  info: nothing,
  abbrev: nothing,
  str: nothing,
  lineStr: nothing,
  strOffsets: nothing,
  addr: nothing,
  line: nothing,
  ranges: nothing,
  rnglists: nothing,
  aranges: nothing,
  types: nothing,
  little: true,
  addressSize: 8,
};

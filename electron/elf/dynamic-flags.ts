import type { DynamicSection } from './dynamic.ts';

/** DF_* bits of DT_FLAGS (gABI, "Dynamic Section"). */
const flagNames = ['ORIGIN', 'SYMBOLIC', 'TEXTREL', 'BIND_NOW', 'STATIC_TLS'];

/** DF_1_* bits of DT_FLAGS_1 (elf.h of glibc). */
const flag1Names = [
  'NOW',
  'GLOBAL',
  'GROUP',
  'NODELETE',
  'LOADFLTR',
  'INITFIRST',
  'NOOPEN',
  'ORIGIN',
  'DIRECT',
  'TRANS',
  'INTERPOSE',
  'NODEFLIB',
  'NODUMP',
  'CONFALT',
  'ENDFILTEE',
  'DISPRELDNE',
  'DISPRELPND',
  'NODIRECT',
  'IGNMULDEF',
  'NOKSYMS',
  'NOHDR',
  'EDITED',
  'NORELOC',
  'SYMINTPOSE',
  'GLOBAUDIT',
  'SINGLETON',
  'STUB',
  'PIE',
  'KMOD',
  'WEAKFILTER',
  'NOCOMMON',
];

export const DF_1_NOOPEN = 1n << 6n;
export const DF_1_PIE = 1n << 27n;

/** Tags that mean the same as a flag, from before DT_FLAGS. */
const flagTags: readonly (readonly [tag: number, name: string])[] = [
  [16, 'SYMBOLIC'],
  [22, 'TEXTREL'],
  [24, 'BIND_NOW'],
];

/** Names of the bits set in DT_FLAGS and DT_FLAGS_1 and of the tags that stand for one, each name once. */
export function dynamicFlagNames(dynamic: DynamicSection): readonly string[] {
  const names = new Set([...bitNames(dynamic.flags, flagNames), ...bitNames(dynamic.flags1, flag1Names)]);
  for (const [tag, name] of flagTags) {
    if (dynamic.values.has(tag)) names.add(name);
  }
  return [...names];
}

function bitNames(bits: bigint, names: readonly string[]): readonly string[] {
  return names.filter((_, index) => ((bits >> BigInt(index)) & 1n) === 1n);
}

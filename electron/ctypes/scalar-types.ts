import type { CType } from '../contract/prototype.ts';

type Scalar = Extract<CType, { readonly kind: 'void' | 'bool' | 'integer' | 'float' }>;
type IntegerBits = 8 | 16 | 32 | 64;

/** Plain `char` is signed in the x86-64 System V ABI and unsigned in the AArch64 one (AAPCS64, 10.1.2). */
export interface Target {
  readonly plainCharSigned: boolean;
}

export const x8664: Target = { plainCharSigned: true };
export const aarch64: Target = { plainCharSigned: false };

function integer(spelling: string, bits: IntegerBits, signed: boolean): Scalar {
  return { kind: 'integer', spelling, bits, signed, character: false };
}

/** Canonical spelling by the sorted keywords of a declaration, `int` left out where another word says it; LP64 sizes. */
function keywordTypes(target: Target): ReadonlyMap<string, Scalar> {
  const character = (spelling: string, signed: boolean): Scalar => ({
    kind: 'integer',
    spelling,
    bits: 8,
    signed,
    character: true,
  });
  return new Map<string, Scalar>([
    ['void', { kind: 'void', spelling: 'void' }],
    ['bool', { kind: 'bool', spelling: 'bool' }],
    ['_Bool', { kind: 'bool', spelling: 'bool' }],
    ['float', { kind: 'float', spelling: 'float', bits: 32 }],
    ['double', { kind: 'float', spelling: 'double', bits: 64 }],
    ['char', character('char', target.plainCharSigned)],
    ['char signed', character('signed char', true)],
    ['char unsigned', character('unsigned char', false)],
    ['short', integer('short', 16, true)],
    ['short unsigned', integer('unsigned short', 16, false)],
    ['int', integer('int', 32, true)],
    ['unsigned', integer('unsigned int', 32, false)],
    ['long', integer('long', 64, true)],
    ['long unsigned', integer('unsigned long', 64, false)],
    ['long long', integer('long long', 64, true)],
    ['long long unsigned', integer('unsigned long long', 64, false)],
  ]);
}

const keywordTables = new Map<Target, ReadonlyMap<string, Scalar>>();

/** The type that these type keywords name together in any order (C17, 6.7.2), or null when they do not go together. */
export function typeOfKeywords(words: readonly string[], target: Target): Scalar | null {
  const table = keywordTables.get(target) ?? keywordTypes(target);
  keywordTables.set(target, table);
  return table.get(keywordKey(words)) ?? null;
}

function keywordKey(words: readonly string[]): string {
  const sorted = [...words].sort();
  if (sorted.filter((word) => word === 'int').length > 1) return 'int int';
  const withoutInt = sorted.filter((word) => word !== 'int');
  const isShortForm = withoutInt.every((word) => ['short', 'long', 'signed', 'unsigned'].includes(word));
  if (!isShortForm) return sorted.join(' ');
  // `signed` says nothing new beside int, short and long; twice it is an error.
  const signs = withoutInt.filter((word) => word === 'signed' || word === 'unsigned');
  if (signs.length > 1) return sorted.join(' ');
  return withoutInt.filter((word) => word !== 'signed').join(' ') || 'int';
}

/** Keywords that are part of a type's name by themselves or together. */
export const typeKeywords: ReadonlySet<string> = new Set([
  'void',
  'bool',
  '_Bool',
  'char',
  'short',
  'int',
  'long',
  'signed',
  'unsigned',
  'float',
  'double',
]);

const typedefs: ReadonlyMap<string, Scalar> = new Map<string, Scalar>(
  (
    [
      ['size_t', 64, false],
      ['ssize_t', 64, true],
      ['ptrdiff_t', 64, true],
      ['intptr_t', 64, true],
      ['uintptr_t', 64, false],
      ['intmax_t', 64, true],
      ['uintmax_t', 64, false],
      ['off_t', 64, true],
      ['off64_t', 64, true],
      ['time_t', 64, true],
      ['clock_t', 64, true],
      ['ino_t', 64, false],
      ['dev_t', 64, false],
      ['mode_t', 32, false],
      ['pid_t', 32, true],
      ['uid_t', 32, false],
      ['gid_t', 32, false],
      ['wint_t', 32, false],
      ['char8_t', 8, false],
      ['char16_t', 16, false],
      ['char32_t', 32, false],
      ['int8_t', 8, true],
      ['int16_t', 16, true],
      ['int32_t', 32, true],
      ['int64_t', 64, true],
      ['uint8_t', 8, false],
      ['uint16_t', 16, false],
      ['uint32_t', 32, false],
      ['uint64_t', 64, false],
      ['u_int8_t', 8, false],
      ['u_int16_t', 16, false],
      ['u_int32_t', 32, false],
      ['u_int64_t', 64, false],
    ] as const
  ).map(([name, bits, signed]) => [name, integer(name, bits, signed)]),
);

/** The type of a well-known typedef name on 64-bit Linux, or null. `wchar_t` is signed on x86-64, unsigned on AArch64, like plain char. */
export function typeOfTypedef(name: string, target: Target): Scalar | null {
  if (name === 'wchar_t') return integer('wchar_t', 32, target.plainCharSigned);
  if (name === 'std::byte') return integer('std::byte', 8, false);
  const known = typedefs.get(name.replace(/^std::/, ''));
  return known ? { ...known, spelling: name } : null;
}

/** Every type name that can be written by itself, for suggestions. */
export const knownTypeNames: readonly string[] = [...typeKeywords, 'wchar_t', ...typedefs.keys()];

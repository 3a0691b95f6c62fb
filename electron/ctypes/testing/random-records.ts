import type { CType, EnumConstant } from '../../contract/prototype.ts';
import type { SeededRandom } from '../../elf/testing/mutations.ts';

/** A type that C can write in front of and behind a name. */
export type Spec =
  | { readonly kind: 'scalar'; readonly c: string; readonly type: CType }
  | { readonly kind: 'array'; readonly of: Spec; readonly count: number }
  | { readonly kind: 'record'; readonly index: number };

export interface MemberSpec {
  /** Null for an anonymous record (gcc -fms-extensions). */
  readonly name: string | null;
  readonly spec: Spec;
  readonly bits: number | null;
}

/** A struct or union as it is declared; its tag is `r` and its index. */
export interface RecordSpec {
  readonly keyword: 'struct' | 'union';
  readonly attributes: string;
  readonly members: readonly MemberSpec[];
}

/** A value as an argument writes it and as C initialises it. */
export interface SpecValue {
  readonly literal: string;
  readonly c: string;
}

export const colors: readonly [EnumConstant, ...EnumConstant[]] = [
  { name: 'RED', value: 0n },
  { name: 'GREEN', value: 1n },
  { name: 'BLUE', value: 7n },
  { name: 'NONE', value: -2n },
];

const integer = (c: string, bits: 8 | 16 | 32 | 64, signed: boolean, character = false): Spec => ({
  kind: 'scalar',
  c,
  type: { kind: 'integer', spelling: c, bits, signed, character },
});

const integers: readonly [Spec, ...Spec[]] = [
  integer('char', 8, true, true),
  integer('unsigned char', 8, false, true),
  integer('short', 16, true),
  integer('unsigned short', 16, false),
  integer('int', 32, true),
  integer('unsigned int', 32, false),
  integer('long', 64, true),
  integer('unsigned long', 64, false),
];

const voidType: CType = { kind: 'void', spelling: 'void' };
const others: readonly [Spec, ...Spec[]] = [
  { kind: 'scalar', c: 'float', type: { kind: 'float', spelling: 'float', bits: 32 } },
  { kind: 'scalar', c: 'double', type: { kind: 'float', spelling: 'double', bits: 64 } },
  { kind: 'scalar', c: '_Bool', type: { kind: 'bool', spelling: '_Bool' } },
  {
    kind: 'scalar',
    c: 'enum color',
    type: { kind: 'enum', spelling: 'enum color', bits: 32, signed: true, constants: colors },
  },
  {
    kind: 'scalar',
    c: 'void *',
    type: { kind: 'pointer', spelling: 'void *', to: voidType, toConst: false },
  },
];

const attributes: readonly [string, ...string[]] = [
  '',
  '',
  '',
  '__attribute__((packed))',
  '__attribute__((aligned(16)))',
  '__attribute__((packed, aligned(2)))',
];

/** `count` records, each of which may hold the ones before it. */
export function randomRecords(random: SeededRandom, count: number): readonly RecordSpec[] {
  const records: RecordSpec[] = [];
  while (records.length < count) records.push(randomRecord(random, records));
  return records;
}

function randomRecord(random: SeededRandom, before: readonly RecordSpec[]): RecordSpec {
  const index = before.length;
  const keyword = random.below(5) === 0 ? 'union' : 'struct';
  const members: MemberSpec[] = [];
  const wanted = 1 + random.below(7);
  while (members.length < wanted) {
    const name = `m${index}_${members.length}`;
    // The first member finds the place of an anonymous record, so it is neither a bit-field nor anonymous itself.
    const choice = members.length === 0 ? 9 : random.below(10);
    const bitField = choice < 4 ? randomBitField(random, name) : null;
    const hasAnonymous = members.some((member) => member.name === null);
    if (bitField) members.push(bitField);
    else if (choice === 4 && index > 0 && !hasAnonymous)
      members.push({ name: null, spec: { kind: 'record', index: random.below(index) }, bits: null });
    else members.push({ name, spec: randomSpec(random, index, 2), bits: null });
  }
  return { keyword, attributes: random.pick(attributes), members };
}

function randomBitField(random: SeededRandom, name: string): MemberSpec {
  const spec = random.pick(random.below(6) === 0 ? [others[2] ?? integers[0]] : integers);
  const { type } = spec.kind === 'scalar' ? spec : { type: voidType };
  const bits = type.kind === 'integer' ? 1 + random.below(type.bits) : 1;
  return { name, spec, bits };
}

function randomSpec(random: SeededRandom, index: number, depth: number): Spec {
  const choice = random.below(10);
  if (choice < 2 && depth > 0)
    return { kind: 'array', of: randomSpec(random, index, depth - 1), count: 1 + random.below(4) };
  if (choice < 4 && index > 0) return { kind: 'record', index: random.below(index) };
  return random.pick(choice < 8 ? integers : others);
}

/** A value that leaves out some members. */
export function randomValue(
  random: SeededRandom,
  records: readonly RecordSpec[],
  member: { readonly spec: Spec; readonly bits: number | null },
): SpecValue {
  const { spec, bits } = member;
  if (spec.kind === 'record') return randomRecordValue(random, records, spec.index);
  if (spec.kind === 'scalar') return randomScalar(random, spec.type, bits);
  const items = Array.from({ length: random.below(spec.count + 1) }, () =>
    randomValue(random, records, { spec: spec.of, bits: null }),
  );
  return {
    literal: `[${items.map((item) => item.literal).join(', ')}]`,
    c: `{${items.map((item) => item.c).join(', ') || '0'}}`,
  };
}

function randomRecordValue(random: SeededRandom, records: readonly RecordSpec[], index: number): SpecValue {
  const parts = namedValues(random, records, index);
  return {
    literal: `{${parts.map(([name, value]) => `"${name}": ${value.literal}`).join(', ')}}`,
    c: `{${parts.map(([name, value]) => `.${name} = ${value.c}`).join(', ')}}`,
  };
}

function namedValues(
  random: SeededRandom,
  records: readonly RecordSpec[],
  index: number,
): readonly (readonly [string, SpecValue])[] {
  const record = records[index];
  const given = (record?.members ?? []).filter(() => random.below(5) > 0);
  const chosen = record?.keyword === 'union' ? given.slice(0, 1) : given;
  return chosen.flatMap(({ name, spec, bits }) => {
    if (name === null) return spec.kind === 'record' ? namedValues(random, records, spec.index) : [];
    return [[name, randomValue(random, records, { spec, bits })] as const];
  });
}

function randomScalar(random: SeededRandom, type: CType, bits: number | null): SpecValue {
  if (type.kind === 'integer') {
    const size = bits ?? type.bits;
    let raw = 0n;
    for (let at = 0; at < size; at += 16) raw = (raw << 16n) | BigInt(random.below(65_536));
    const value = type.signed ? BigInt.asIntN(size, raw) : BigInt.asUintN(size, raw);
    return { literal: String(value), c: `(${type.spelling})${BigInt.asUintN(64, value)}ULL` };
  }
  if (type.kind === 'float') {
    const value = String((random.below(2 ** 20) - 2 ** 19) / 64);
    return { literal: value, c: value };
  }
  if (type.kind === 'enum') {
    const { name } = random.pick(colors);
    return { literal: `"${name}"`, c: name };
  }
  const number = random.below(2);
  if (type.kind === 'bool') return { literal: String(number === 1), c: String(number) };
  return { literal: `"0x${(number * 4096).toString(16)}"`, c: `(void *)${number * 4096}` };
}

import { SeededRandom } from '../../elf/testing/mutations.ts';

/** A type for members: how C names it and what the layout needs to know. */
const scalars = [
  ['char', 1],
  ['short', 2],
  ['int', 4],
  ['unsigned int', 4],
  ['long', 8],
  ['long long', 8],
  ['float', 4],
  ['double', 8],
  ['void *', 8],
  ['int (*)(void)', 8],
  ['long double', 16],
] as const;

const bitFieldTypes = [
  ['unsigned char', 8],
  ['unsigned short', 16],
  ['unsigned int', 32],
  ['int', 32],
  ['unsigned long', 64],
  ['enum shade', 32],
  ['_Bool', 1],
] as const;

/** One generated struct or union: its definition in C and the members that can be asked for by name. */
export interface RandomRecord {
  readonly tag: string;
  readonly keyword: 'struct' | 'union';
  readonly text: string;
  readonly fields: readonly { readonly name: string; readonly isBitField: boolean }[];
}

/** Definitions with odd mixtures of members, bit-fields, attributes, `#pragma pack`, nesting; the same seed gives the same. */
export function randomRecords(count: number, seed: number): readonly RandomRecord[] {
  const random = new SeededRandom(seed);
  const records: RandomRecord[] = [];
  for (let index = 0; index < count; index += 1) records.push(randomRecord(random, index, records));
  return records;
}

function randomRecord(random: SeededRandom, index: number, before: readonly RandomRecord[]): RandomRecord {
  const keyword = random.below(5) === 0 ? 'union' : 'struct';
  const tag = `odd_${index}`;
  const fields: { name: string; isBitField: boolean }[] = [];
  const lines: string[] = [];
  const memberCount = 1 + random.below(9);
  for (let member = 0; member < memberCount; member += 1) {
    lines.push(`  ${randomMember(random, `m${member}`, fields, before)}`);
  }
  if (keyword === 'struct' && random.below(8) === 0 && fields.length > 0) lines.push('  short tail[];');
  const attributes = [
    '',
    '',
    '',
    '__attribute__((packed)) ',
    '__attribute__((aligned(32))) ',
    '__attribute__((__packed__, aligned(2))) ',
  ];
  const text = `${keyword} ${attributes[random.below(attributes.length)]}${tag} {\n${lines.join('\n')}\n};`;
  const pack = [1, 2, 4, 8][random.below(4)];
  const packed = random.below(5) === 0 ? `#pragma pack(push, ${pack})\n${text}\n#pragma pack(pop)` : text;
  return { tag, keyword, text: packed, fields };
}

function randomMember(
  random: SeededRandom,
  name: string,
  fields: { name: string; isBitField: boolean }[],
  before: readonly RandomRecord[],
): string {
  const kind = random.below(12);
  if (kind < 5) return randomBitField(random, name, fields);
  fields.push({ name, isBitField: false });
  const earlier = before.filter(({ text }) => !text.includes('tail[]'));
  const record = earlier[random.below(Math.max(1, earlier.length))];
  if (kind === 5 && record) return `${record.keyword} ${record.tag} ${name};`;
  if (kind === 6) {
    fields.pop();
    fields.push({ name: `${name}_a`, isBitField: false }, { name: `${name}_b`, isBitField: true });
    return `union { short ${name}_a; unsigned int ${name}_b : ${1 + random.below(31)}; };`;
  }
  const [type] = scalars[random.below(scalars.length)] ?? scalars[0];
  const dimensions = random.below(4) === 0 ? `[${1 + random.below(4)}][3]` : '';
  const attribute =
    [
      '',
      '',
      '',
      '',
      ' __attribute__((packed))',
      ' __attribute__((aligned(8)))',
      ' __attribute__((packed, aligned(2)))',
    ][random.below(7)] ?? '';
  return type.includes('(*)')
    ? `${type.replace('(*)', `(*${name}${dimensions})`)}${attribute};`
    : `${attribute === '' && random.below(9) === 0 ? '_Alignas(16) ' : ''}${type} ${name}${dimensions}${attribute};`;
}

function randomBitField(
  random: SeededRandom,
  name: string,
  fields: { name: string; isBitField: boolean }[],
): string {
  const [type, bits] = bitFieldTypes[random.below(bitFieldTypes.length)] ?? bitFieldTypes[0];
  const shape = random.below(10);
  // The grammar takes `enum shade : 3;` for an enumeration with an underlying type: such a record is opaque.
  if (shape < 2 && type === 'enum shade') return 'unsigned int : 0;';
  if (shape === 0) return `${type} : 0;`;
  if (shape === 1) return `${type} : ${1 + random.below(bits)};`;
  fields.push({ name, isBitField: true });
  const attribute =
    shape === 2 ? ' __attribute__((packed))' : shape === 3 ? ' __attribute__((aligned(4)))' : '';
  return `${type} ${name} : ${random.below(3) === 0 ? bits : 1 + random.below(bits)}${attribute};`;
}

/** A C program that prints, as JSON, the size and alignment of each record, and each member's offset or its bits. */
export function measuringProgram(records: readonly RandomRecord[]): string {
  const measures = records.flatMap(({ keyword, tag, fields }) => [
    `printf("%s{\\"tag\\":\\"${tag}\\",\\"size\\":%zu,\\"alignment\\":%zu,\\"fields\\":{", first++ ? ",\\n" : "", sizeof(${keyword} ${tag}), _Alignof(${keyword} ${tag})); separator = "";`,
    ...fields.map(({ name, isBitField }) =>
      isBitField
        ? `{ ${keyword} ${tag} value; memset(&value, 0, sizeof value); value.${name} = -1; bits("${name}", (unsigned char *)&value, sizeof value); }`
        : `printf("%s\\"${name}\\":[%zu]", separator, offsetof(${keyword} ${tag}, ${name})); separator = ",";`,
    ),
    'printf("}}");',
  ]);
  return [
    '#include <stddef.h>\n#include <stdio.h>\n#include <string.h>',
    'static const char *separator; static int first;',
    'enum shade { light, dark };',
    ...records.map(({ text }) => text),
    'static void bits(const char *name, unsigned char *bytes, size_t size) {',
    '  long from = -1, count = 0;',
    '  for (size_t bit = 0; bit < size * 8; bit++)',
    '    if (bytes[bit / 8] >> (bit % 8) & 1) { if (from < 0) from = bit; count++; }',
    '  printf("%s\\"%s\\":[%ld,%ld]", separator, name, from, count); separator = ",";',
    '}',
    'int main(void) {',
    '  printf("[");',
    ...measures.map((line) => `  ${line}`),
    '  printf("]\\n");',
    '}',
  ].join('\n');
}

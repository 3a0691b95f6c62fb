import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CType, Member, RecordType } from '../../contract/prototype.ts';
import { colors, type MemberSpec, type RecordSpec, type Spec, type SpecValue } from './random-records.ts';

/** What gcc made of some records: their layouts, and the bytes of a value of each. */
export interface CompiledRecords {
  readonly records: readonly RecordType[];
  readonly bytes: readonly string[];
}

/** Compiles and runs a program that prints the layout of each record and the bytes of the value given for it. */
export function compileRecords(specs: readonly RecordSpec[], values: readonly SpecValue[]): CompiledRecords {
  const folder = mkdtempSync(join(tmpdir(), 'records-'));
  try {
    writeFileSync(join(folder, 'records.c'), programText(specs, values));
    const options = ['-std=gnu11', '-fms-extensions', '-w', '-O0'];
    execFileSync('gcc', [...options, '-o', join(folder, 'records'), join(folder, 'records.c')], {
      stdio: 'pipe',
    });
    const lines = execFileSync(join(folder, 'records'), { encoding: 'utf8' }).split('\n');
    return readOutput(specs, lines);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function programText(specs: readonly RecordSpec[], values: readonly SpecValue[]): string {
  const constants = colors.map(({ name, value }) => `${name} = ${value}`).join(', ');
  const bodies = specs.map((spec, index) => recordStatements(specs, spec, index));
  const statics = values.map((value, index) => `static ${tagOf(specs, index)} v${index} = ${value.c};`);
  return [
    '#include <stddef.h>',
    '#include <stdio.h>',
    '#include <string.h>',
    `enum color { ${constants} };`,
    ...specs.map((spec, index) => declarationOf(specs, spec, index)),
    ...statics,
    'static void dump(const void *at, size_t size) {',
    '  for (size_t i = 0; i < size; i++) printf("%02x", ((const unsigned char *)at)[i]);',
    '  printf("\\n");',
    '}',
    'static size_t first_bit(const void *at, size_t size) {',
    '  for (size_t i = 0; i < 8 * size; i++) if (((const unsigned char *)at)[i / 8] >> i % 8 & 1) return i;',
    '  return -1;',
    '}',
    ...bodies.map((body, index) => `static void show${index}(void) {\n${body}\n}`),
    `int main(void) { ${specs.map((_, index) => `show${index}();`).join(' ')} return 0; }`,
  ].join('\n');
}

function tagOf(specs: readonly RecordSpec[], index: number): string {
  return `${specs[index]?.keyword} r${index}`;
}

function declarationOf(specs: readonly RecordSpec[], spec: RecordSpec, index: number): string {
  const members = spec.members.map((member) => `  ${memberText(specs, member)};`);
  return `${spec.keyword} ${spec.attributes} r${index} {\n${members.join('\n')}\n};`;
}

function memberText(specs: readonly RecordSpec[], { name, spec, bits }: MemberSpec): string {
  let counts = '';
  let inner = spec;
  for (; inner.kind === 'array'; inner = inner.of) counts += `[${inner.count}]`;
  const c = inner.kind === 'scalar' ? inner.c : tagOf(specs, inner.kind === 'record' ? inner.index : 0);
  return `${c} ${name ?? ''}${counts}${bits === null ? '' : ` : ${bits}`}`;
}

/** Prints size, alignment, one offset a line (in bits), and the bytes of the value. */
function recordStatements(specs: readonly RecordSpec[], spec: RecordSpec, index: number): string {
  const tag = tagOf(specs, index);
  const offsets = spec.members.map((member) => {
    if (member.bits !== null)
      return `{ ${tag} v; memset(&v, 0, sizeof v); v.${member.name} = -1; printf("%zu\\n", first_bit(&v, sizeof v)); }`;
    if (member.name !== null) return `printf("%zu\\n", 8 * offsetof(${tag}, ${member.name}));`;
    const inner = member.spec.kind === 'record' ? member.spec.index : 0;
    const first = specs[inner]?.members[0]?.name;
    return `printf("%zu\\n", 8 * (offsetof(${tag}, ${first}) - offsetof(${tagOf(specs, inner)}, ${first})));`;
  });
  const sizes = `printf("%zu\\n%zu\\n", sizeof(${tag}), _Alignof(${tag}));`;
  return [sizes, ...offsets, `dump(&v${index}, sizeof v${index});`].join('\n');
}

function readOutput(specs: readonly RecordSpec[], lines: readonly string[]): CompiledRecords {
  const records: RecordType[] = [];
  const bytes: string[] = [];
  let at = 0;
  for (const [index, spec] of specs.entries()) {
    const [size, alignment] = [Number(lines[at]), Number(lines[at + 1])];
    const offsets = lines.slice(at + 2, at + 2 + spec.members.length).map(Number);
    const members = spec.members.map((member, position) => memberOf(specs, member, offsets[position] ?? 0));
    const spelling = tagOf(specs, index);
    records.push({ keyword: spec.keyword, spelling, size, alignment, members, passedByReference: false });
    bytes.push(lines[at + 2 + spec.members.length] ?? '');
    at += 3 + spec.members.length;
  }
  return { records, bytes };
}

function memberOf(specs: readonly RecordSpec[], member: MemberSpec, bitOffset: number): Member {
  const { name, spec, bits } = member;
  return {
    name,
    type: typeOf(specs, spec),
    offset: Math.floor(bitOffset / 8),
    bits: bits === null ? null : { offset: bitOffset, size: bits },
  };
}

/** The type that a specification means. */
export function typeOf(specs: readonly RecordSpec[], spec: Spec): CType {
  if (spec.kind === 'scalar') return spec.type;
  if (spec.kind === 'record')
    return { kind: 'record', spelling: tagOf(specs, spec.index), record: spec.index };
  const of = typeOf(specs, spec.of);
  return { kind: 'array', spelling: `${of.spelling}[${spec.count}]`, of, count: spec.count };
}

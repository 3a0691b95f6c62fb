import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryImage } from '../contract/call-value.ts';
import type { CType, Member, RecordType } from '../contract/prototype.ts';

/** A struct or union as C source, with the layout that gcc gave it. */
export interface Shape {
  readonly name: string;
  readonly record: RecordType;
  readonly isUnion: boolean;
}

interface Source {
  readonly keyword: 'struct' | 'union';
  readonly attribute: string;
  readonly declarations: readonly {
    readonly type: string;
    readonly name: string;
    readonly bits: number | null;
  }[];
  readonly text: string;
}

/** `double a;int b`, `packed char a;int b`, `union int a;float b`; an array becomes one member for each element. */
function parse(text: string): Source {
  const [, words = '', body = ''] = /^((?:union |packed |aligned\(\d+\) )*)(.*)$/.exec(text) ?? [];
  const attributes = words.match(/packed|aligned\(\d+\)/g) ?? [];
  const declarations = body.split(';').flatMap((one) => {
    const [, type = '', name = '', , count, , bits] = /^\s*(.*?) (\w+)(\[(\d+)\])?(:(\d+))?$/.exec(one) ?? [];
    const names = count ? Array.from({ length: Number(count) }, (_, at) => `${name}[${at}]`) : [name];
    return names.map((each) => ({ type, name: each, bits: bits ? Number(bits) : null }));
  });
  const attribute = attributes.length > 0 ? `__attribute__((${attributes.join(',')})) ` : '';
  return { keyword: words.includes('union') ? 'union' : 'struct', attribute, declarations, text: `${body};` };
}

const integers: Readonly<Record<string, readonly [bits: 8 | 16 | 32 | 64, signed: boolean]>> = {
  char: [8, true],
  'unsigned char': [8, false],
  short: [16, true],
  int: [32, true],
  unsigned: [32, false],
  long: [64, true],
  'unsigned long': [64, false],
};

export function scalarType(spelling: string): CType {
  if (spelling === 'float' || spelling === 'double') {
    return { kind: 'float', spelling, bits: spelling === 'float' ? 32 : 64 };
  }
  const [bits, signed] = integers[spelling] ?? [32, true];
  return { kind: 'integer', spelling, bits, signed, character: bits === 8 };
}

/** The C that takes, gives, and passes to a callback every shape; a member counts as often as its number, from 1. */
function sourceOf(sources: readonly Source[]): string {
  const definitions = sources.map(({ keyword, attribute, declarations, text }, at) => {
    const type = `T${at}`;
    const sum = declarations.map(({ name }, index) => `${index + 1} * (double)v.${name}`);
    const active = keyword === 'union' ? [declarations[0]] : declarations;
    const set = active.map((one, index) => `v.${one?.name} = seed + ${index};`).join(' ');
    const total = keyword === 'union' ? `(double)v.${declarations[0]?.name}` : sum.join(' + ');
    return `typedef ${keyword} ${attribute}{ ${text} } ${type};
${type} make_${at}(int seed) { ${type} v; memset(&v, 0, sizeof v); ${set} return v; }
double sum_${at}(int before, ${type} v, double after) { return ${total} + 1000 * before + 100 * after; }
double late_${at}(long a, long b, long c, long d, long e, double p, double q, double r, double s, double t, double u, double w, ${type} v, int x, ${type} last, long y, double z) {
  return ${total} + 1000 * sum_${at}(x, last, z) + a + b + c + d + e + p + q + r + s + t + u + w + 3 * y; }
double relay_${at}(${type} (*f)(char, ${type}, float, ${type}), ${type} v) { return sum_${at}(1, f(5, v, 2.5f, v), 1); }
double crowded_${at}(${type} (*f)(long, long, long, long, long, ${type}, int, ${type}), ${type} v) { return sum_${at}(1, f(1, 2, 3, 4, 5, v, 7, v), 1); }
`;
  });
  const seventy = Array.from({ length: 70 }, (_, at) => `int a${at}`);
  const sum = seventy.map((one, at) => `${at + 1} * ${one.slice(4)}`);
  const many = `long sum_seventy(${seventy.join(', ')}) { return ${sum.join(' + ')}; }\n`;
  return `#include <string.h>\n${many}${definitions.join('')}`;
}

/** Prints each layout as JSON: size, alignment, and the first bit and number of bits of each member. */
function probeOf(sources: readonly Source[]): string {
  const probes = sources.map(({ declarations }, at) => {
    const members = declarations.map(({ type, name, bits }) =>
      bits === null
        ? `{ T${at} v; printf(",[%ld,%ld]", 8 * ((char *)&v.${name} - (char *)&v), 8 * sizeof(${type})); }`
        : `{ T${at} v; memset(&v, 0, sizeof v); v.${name} = -1; print_bits((unsigned char *)&v, sizeof v); }`,
    );
    return `printf("${at === 0 ? '' : ','}[%ld,%ld", sizeof(T${at}), _Alignof(T${at})); ${members.join(' ')} printf("]");`;
  });
  return `#include <stdio.h>
#include "shapes.c"
static void print_bits(unsigned char *bytes, int size) {
  int first = -1, count = 0;
  for (int bit = 0; bit < 8 * size; bit++) if (bytes[bit / 8] >> bit % 8 & 1) { if (first < 0) first = bit; count++; }
  printf(",[%d,%d]", first, count);
}
int main(void) { printf("["); ${probes.join('\n')} printf("]"); return 0; }
`;
}

/** Compiles the shapes into `folder`/shapes.so and asks gcc for their layouts. */
export function buildShapes(folder: string, texts: readonly string[]): readonly Shape[] {
  const sources = texts.map(parse);
  writeFileSync(join(folder, 'shapes.c'), sourceOf(sources));
  writeFileSync(join(folder, 'probe.c'), probeOf(sources));
  const compile = (...args: readonly string[]) =>
    execFileSync('gcc', ['-w', '-Wno-psabi', ...args], { cwd: folder });
  compile('-O1', '-fPIC', '-shared', '-o', 'shapes.so', 'shapes.c');
  compile('-O1', '-o', 'probe', 'probe.c');
  type Layout = [size: number, alignment: number, ...members: [first: number, count: number][]];
  const layouts: readonly Layout[] = JSON.parse(execFileSync(join(folder, 'probe'), { encoding: 'utf8' }));
  return sources.map((source, at) => shapeOf(texts[at] ?? '', source, layouts[at] ?? [0, 1]));
}

function shapeOf(
  name: string,
  { keyword, declarations }: Source,
  [size, alignment, ...bits]: readonly [number, number, ...(readonly [number, number][])],
): Shape {
  const members = declarations.map((declaration, index): Member => {
    const [first, count] = bits[index] ?? [0, 0];
    const type = scalarType(declaration.type);
    const isBitField = declaration.bits !== null;
    return {
      name: declaration.name,
      type,
      offset: isBitField ? 0 : first / 8,
      bits: isBitField ? { offset: first, size: count } : null,
    };
  });
  const record = { keyword, spelling: name, size, alignment, members, passedByReference: false };
  return { name, record, isUnion: keyword === 'union' };
}

/** A record whose members are `seed`, `seed` + 1, …; of a union the first. */
export function imageOf({ record, isUnion }: Shape, seed: number): MemoryImage {
  const bytes = new Uint8Array(record.size);
  const members = isUnion ? record.members?.slice(0, 1) : record.members;
  for (const [index, member] of (members ?? []).entries()) write(bytes, member, seed + index);
  return { bytes, alignment: record.alignment, pointers: [] };
}

function write(bytes: Uint8Array, { type, offset, bits }: Member, value: number): void {
  const view = new DataView(bytes.buffer);
  if (type.kind === 'float') {
    if (type.bits === 32) view.setFloat32(offset, value, true);
    else view.setFloat64(offset, value, true);
    return;
  }
  const size = bits?.size ?? (type.kind === 'integer' ? type.bits : 8);
  const first = bits?.offset ?? offset * 8;
  for (let bit = 0; bit < size; bit++) {
    const at = first + bit;
    const set = (BigInt(value) >> BigInt(bit)) & 1n;
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (Number(set) << (at & 7));
  }
}

/** What the C sums up over a record made from `seed`. */
export function sumOf({ record, isUnion }: Shape, seed: number): number {
  if (isUnion) return seed;
  return (record.members ?? []).reduce((sum, _, index) => sum + (index + 1) * (seed + index), 0);
}

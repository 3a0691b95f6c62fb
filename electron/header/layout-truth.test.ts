import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { loadCParser } from './grammar.ts';
import type { HeaderModel } from './header-model.ts';
import { parseHeader } from './parse-header.ts';
import { measuringProgram, type RandomRecord, randomRecords } from './testing/random-records.ts';

/** What the compiler says: byte offsets of ordinary members, first bit and count of bit-fields. */
interface Measured {
  readonly tag: string;
  readonly size: number;
  readonly alignment: number;
  readonly fields: Readonly<Record<string, readonly number[]>>;
}

const records = randomRecords(120, 20_261);
const folder = mkdtempSync(join(tmpdir(), 'dlscope-layout-'));
let measured: readonly Measured[] = [];
let model: HeaderModel;

beforeAll(async () => {
  writeFileSync(join(folder, 'measure.c'), measuringProgram(records));
  execFileSync('gcc', [
    '-w',
    '-Wno-packed-bitfield-compat',
    '-o',
    join(folder, 'measure'),
    join(folder, 'measure.c'),
  ]);
  measured = JSON.parse(execFileSync(join(folder, 'measure'), { encoding: 'utf8' })) as readonly Measured[];
  const text = ['enum shade { light, dark };', ...records.map((record) => record.text)].join('\n');
  model = parseHeader({ text, file: 'odd.h', language: 'C' }, await loadCParser());
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The same facts out of the model; members of anonymous records count as the outer one's. */
function layoutOf(record: RandomRecord): Measured | null {
  const found = model.scope.find(`${record.keyword} ${record.tag}`);
  const top = found && recordOf(found);
  if (!found || !top?.members) return null;
  const fields: Record<string, readonly number[]> = {};
  collect(top.members, 0, found.records, fields);
  const wanted = record.fields.map(({ name }) => [name, fields[name] ?? []] as const);
  return { tag: record.tag, size: top.size, alignment: top.alignment, fields: Object.fromEntries(wanted) };
}

function recordOf({ type, records: table }: TypeWithRecords): RecordType | null {
  return type.kind === 'record' ? (table[type.record] ?? null) : null;
}

function collect(
  members: readonly Member[],
  base: number,
  table: readonly RecordType[],
  fields: Record<string, readonly number[]>,
): void {
  for (const member of members) {
    const inner = member.name === null && member.type.kind === 'record' ? table[member.type.record] : null;
    if (inner?.members) collect(inner.members, base + member.offset, table, fields);
    else if (member.name !== null) {
      fields[member.name] = member.bits
        ? [base * 8 + member.bits.offset, member.bits.size]
        : [base + member.offset];
    }
  }
}

describe('layouts are those of the compiler', () => {
  test('the generated records are many and of many kinds', () => {
    const text = records.map((record) => record.text).join('\n');
    expect(measured.length).toBe(records.length);
    for (const kind of [
      'union',
      'packed',
      'aligned',
      '#pragma pack',
      ' : 0;',
      'tail[]',
      '_Alignas',
      'long double',
    ]) {
      expect(text).toContain(kind);
    }
  });

  test.each(records)('$tag', (record) => {
    expect(layoutOf(record)).toEqual(measured.find(({ tag }) => tag === record.tag));
  });
});

import { describe, expect, it } from 'vitest';
import type { CType, Prototype, RecordType } from '../contract/prototype.ts';
import { SeededRandom } from '../elf/testing/mutations.ts';
import { decodeValue } from './decode-value.ts';
import { encodeArguments } from './encode-arguments.ts';
import { inputText } from './input-text.ts';
import { noMemory } from './memory-reader.ts';
import { shownJson, showValue } from './show-value.ts';
import { compileRecords } from './testing/compiled-records.ts';
import { type RecordSpec, randomRecords, randomValue } from './testing/random-records.ts';

const random = new SeededRandom(20_251);
const specs: readonly RecordSpec[] = randomRecords(random, 60);
const values = specs.map((_, index) =>
  randomValue(random, specs, { spec: { kind: 'record', index }, bits: null }),
);
const compiled = compileRecords(specs, values);

function prototypeOf(index: number): Prototype {
  const spelling = compiled.records[index]?.spelling ?? '';
  const type: CType = { kind: 'record', spelling, record: index };
  const parameters = [{ name: 'value', type }];
  const result: CType = { kind: 'void', spelling: 'void' };
  return { name: 'f', result, parameters, variadic: false, records: compiled.records };
}

function encodedHex(index: number, text: string): string {
  const outcome = encodeArguments(prototypeOf(index), [text]);
  if (!outcome.ok) throw new Error(`${text}: ${outcome.failure.message}`);
  const [value] = outcome.value.values;
  if (value?.kind !== 'record') throw new Error('not a record');
  return Buffer.from(value.image.bytes).toString('hex');
}

function shownOf(index: number, hex: string) {
  const type = prototypeOf(index).parameters[0]?.type ?? { kind: 'void', spelling: '' };
  const decoded = decodeValue(
    { type, records: compiled.records },
    { address: 0x1000n, bytes: Uint8Array.from(Buffer.from(hex, 'hex')) },
    noMemory,
  );
  return showValue({ type, records: compiled.records }, decoded, { name: null, at: 0x1000n });
}

function holds(record: RecordType | undefined, test: (record: RecordType) => boolean): boolean {
  if (!record) return false;
  const inner = (record.members ?? []).map(({ type }) => {
    let element = type;
    while (element.kind === 'array') element = element.of;
    return element.kind === 'record' && holds(compiled.records[element.record], test);
  });
  return test(record) || inner.includes(true);
}

describe('records as gcc lays them out', () => {
  const indexes = specs.map((_, index) => index);

  it('covers what is special about layouts', () => {
    const all = compiled.records;
    expect(all.filter((record) => record.members?.some((member) => member.bits)).length).toBeGreaterThan(20);
    expect(
      all.filter((record) => record.members?.some((member) => member.name === null)).length,
    ).toBeGreaterThan(5);
    expect(all.filter((record) => record.keyword === 'union').length).toBeGreaterThan(5);
    expect(specs.filter((spec) => spec.attributes.includes('packed')).length).toBeGreaterThan(10);
    expect(all.length).toBe(60);
  });

  it.each(indexes)('record %i: encodes the bytes that gcc gives the same value', (index) => {
    expect(encodedHex(index, values[index]?.literal ?? '')).toBe(compiled.bytes[index]);
  });

  it.each(indexes)('record %i: what is shown can be typed in again', (index) => {
    const hex = compiled.bytes[index] ?? '';
    const shown = shownOf(index, hex);
    expect(() => JSON.parse(shownJson(shown))).not.toThrow();
    const text = inputText(shown);
    const hasUnion = holds(compiled.records[index], (record) => record.keyword === 'union');
    if (!hasUnion) expect(text).not.toBeNull();
    if (text !== null) expect(encodedHex(index, text)).toBe(hex);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResultValue, readLimits } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { callbackArguments } from './callback-arguments.ts';
import { decodeValue, readValue } from './decode-value.ts';
import { type MemoryReader, noMemory } from './memory-reader.ts';
import { shownJson, showValue } from './show-value.ts';
import {
  array,
  byte,
  char,
  config,
  file,
  functionType,
  hidden,
  int,
  node,
  point,
  pointer,
  records,
  voidType,
} from './testing/typed.ts';

/** Memory that holds bytes at some addresses, as the ones behind each other in one mapping. */
function memoryOf(parts: Readonly<Record<string, string>>): MemoryReader {
  const mapped = Object.entries(parts).map(([at, hex]) => ({
    at: BigInt(at),
    bytes: Buffer.from(hex, 'hex'),
  }));
  const read = (address: bigint, length: number): Uint8Array | null => {
    const part = mapped.find(
      ({ at, bytes }) => address >= at && address + BigInt(length) <= at + BigInt(bytes.length),
    );
    const start = part ? Number(address - part.at) : 0;
    return part ? part.bytes.subarray(start, start + length) : null;
  };
  return {
    read,
    readString(address, max) {
      const bytes: number[] = [];
      for (;;) {
        const next = read(address + BigInt(bytes.length), 1)?.[0];
        if (next === undefined)
          return bytes.length === 0 ? null : { bytes: Uint8Array.from(bytes), truncated: true };
        if (next === 0) return { bytes: Uint8Array.from(bytes), truncated: false };
        if (bytes.length === max) return { bytes: Uint8Array.from(bytes), truncated: true };
        bytes.push(next);
      }
    },
  };
}

const address = (value: number) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes.toString('hex');
};

const text = (value: string) => Buffer.from(`${value}\0`).toString('hex');
const typed = (type: CType) => ({ type, records });
const follow = { follow: 1 };
const jsonOf = (type: CType, value: ResultValue) =>
  shownJson(showValue(typed(type), value, { name: null, at: null }));

describe('values in memory', () => {
  it('reads a record with its bit-fields, unions and strings', () => {
    const hex = `${address(0x9000)}${'01000000feffffff'.repeat(3)}${text('hi')}0000000000${address(1)}05${'00'.repeat(7)}${address(0)}${address(0x44)}`;
    const memory = memoryOf({ 4096: hex, 36864: text('grüße') });
    const value = readValue(typed(config), 0x1000n, memory);
    expect(jsonOf(config, value)).toBe(
      '{"name": "grüße", "items": [{"x": 1, "y": -2}, {"x": 1, "y": -2}, {"x": 1, "y": -2}], "data": "hi", "i": 1, "d": 5e-324, "low": -3, "next": null, "done": "0x44"}',
    );
    const shown = showValue(typed(config), value, { name: 'config', at: 0x1000n });
    expect(shown.children.map(({ at }) => at)).toEqual([
      '0x1000',
      '0x1008',
      '0x1020',
      '0x1028',
      '0x1030',
      '0x1038',
      '0x1040',
    ]);
    expect(shown.children[1]?.children[2]?.children[1]).toMatchObject({
      name: 'y',
      type: 'int',
      text: '-2',
      hex: '0xfffffffe',
      at: '0x101c',
    });
    expect(shown.children[4]).toMatchObject({ type: 'int : 3', text: '-3' });
    expect(shown.text).toBe(
      '{name: "grüße", items: [{x: 1, y: -2}, {x: 1, y: -2}, {x: 1, y: -2}], data: "hi", i: 1, d: 5e-324, low: -3, next: NULL, done: 0x44}',
    );
  });

  it('shows what can be read of a record that lies across the end of a mapping', () => {
    const value = readValue(typed(point), 0x1000n, memoryOf({ 4096: '07000000' }));
    expect(value).toEqual({
      kind: 'record',
      members: [
        { kind: 'integer', value: 7n },
        { kind: 'unreadable', reason: 'the memory at 0x1004 cannot be read' },
      ],
    });
  });

  it('follows pointers as far as asked, and in a ring once', () => {
    const memory = memoryOf({
      4096: `01000000${'00'.repeat(4)}${address(0x2000)}`,
      8192: `02000000${'00'.repeat(4)}${address(0x1000)}`,
      12288: address(0x1000),
    });
    const json = (steps: number) =>
      jsonOf(pointer(node), readValue(typed(pointer(node)), 0x3000n, memory, { follow: steps }));
    expect(json(0)).toBe('"0x1000"');
    expect(json(1)).toBe('{"address": "0x1000", "target": {"value": 1, "next": "0x2000"}}');
    expect(json(9)).toBe(
      '{"address": "0x1000", "target": {"value": 1, "next": {"address": "0x2000", "target": {"value": 2, "next": "0x1000"}}}}',
    );
  });

  it.each([voidType, file, hidden, functionType(int, [])])('does not follow a pointer to %o', (to) => {
    const value = readValue(typed(pointer(to)), 0x1000n, memoryOf({ 4096: address(0x1000) }), follow);
    expect(value).toEqual({ kind: 'pointer', address: 0x1000n, text: null, target: null });
  });

  it('says what cannot be read', () => {
    expect(readValue(typed(int), 0x10n, noMemory)).toEqual({
      kind: 'unreadable',
      reason: 'the memory at 0x10 cannot be read',
    });
    expect(readValue(typed(hidden), 0x10n, noMemory)).toMatchObject({ kind: 'unreadable' });
    expect(readValue(typed(pointer(int)), 0x1000n, memoryOf({ 4096: address(5) }), follow)).toMatchObject({
      address: 5n,
      target: { kind: 'unreadable' },
    });
    expect(readValue(typed(pointer(char)), 0x1000n, memoryOf({ 4096: address(5) }))).toMatchObject({
      address: 5n,
      text: null,
    });
    expect(decodeValue(typed(int), { address: null, bytes: new Uint8Array(2) }, noMemory)).toMatchObject({
      kind: 'unreadable',
    });
  });

  it('reads lists of strings up to NULL, and 64 at most', () => {
    const memory = memoryOf({
      4096: address(0x2000),
      8192: `${address(0x9000)}${address(0x9000)}${address(0)}`,
      36864: text('a'),
      20480: address(0x6000),
      24576: address(0x9000).repeat(100),
    });
    const list = pointer(pointer(char));
    expect(jsonOf(list, readValue(typed(list), 0x1000n, memory, follow))).toBe(
      '{"address": "0x2000", "target": ["a", "a"]}',
    );
    expect(readValue(typed(list), 0x5000n, memory, follow)).toMatchObject({ target: { total: 64 } });
  });

  it('bounds arrays, bytes and trees', () => {
    const big = 'ab'.repeat(readLimits.bytes + 10);
    expect(
      readValue(typed(array(byte, readLimits.bytes + 10)), 0x1000n, memoryOf({ 4096: big })),
    ).toMatchObject({
      kind: 'bytes',
      total: readLimits.bytes + 10,
      bytes: { length: readLimits.bytes },
    });
    const many = readValue(typed(array(int, 2 ** 40)), 0x1000n, memoryOf({ 4096: '00'.repeat(8000) }));
    expect(many).toMatchObject({ kind: 'array', total: 2 ** 40, items: { length: 1000 } });
    expect(many.kind === 'array' && many.items.at(-1)).toEqual({ kind: 'integer', value: 0n });
    const nested = readValue(typed(array(array(array(int, 1000), 1000), 1000)), 0x1000n, noMemory);
    expect(
      JSON.stringify(nested, (_, value) => (typeof value === 'bigint' ? String(value) : value)).length,
    ).toBeLessThan(3_000_000);
  });
});

describe('arguments of callbacks', () => {
  const strings = pointer(pointer(char));
  const memory = memoryOf({
    8192: `${address(0x9000)}${address(0)}${address(0x9000)}${address(0)}`,
    36864: text('a'),
    28672: '0500000006000000',
  });

  it('takes the length of lists from the integer in front', () => {
    const type = functionType(int, [pointer(voidType), int, strings, strings]);
    const values = callbackArguments(type, records, [0x10n, 3, 0x2000n, 0x2000n], memory);
    const shown = values.map((value, index) => jsonOf(type.parameters[index]?.type ?? int, value));
    const list = '{"address": "0x2000", "target": ["a", null, "a"]}';
    expect(shown).toEqual(['"0x10"', '3', list, list]);
  });

  it('reads to NULL without one', () => {
    const type = functionType(int, [int, strings]);
    for (const count of [-1, 5000]) {
      const [, value] = callbackArguments(type, records, [count, 0x2000n], memory);
      expect(value).toMatchObject({ target: { total: 1 } });
    }
    expect(callbackArguments(functionType(int, [strings]), records, [null], memory)).toMatchObject([
      { address: 0n, target: null },
    ]);
  });

  it('follows one level and takes records as bytes', () => {
    const type = functionType(int, [
      pointer(point),
      point,
      { kind: 'float', spelling: 'float', bits: 32 },
      byte,
      int,
    ]);
    const bytes = Uint8Array.from([1, 0, 0, 0, 2, 0, 0, 0]);
    const values = callbackArguments(type, records, [0x7000n, bytes, 1.5, 255, 2 ** 40], memory);
    expect(values.map((value, index) => jsonOf(type.parameters[index]?.type ?? int, value))).toEqual([
      '{"address": "0x7000", "target": {"x": 5, "y": 6}}',
      '{"x": 1, "y": 2}',
      '1.5',
      '255',
      '0',
    ]);
    expect(callbackArguments(type, records, [undefined], memory)[0]).toMatchObject({ kind: 'unreadable' });
  });
});

describe('hostile types', () => {
  const anyType = fc.letrec<{ type: CType }>((tie) => ({
    type: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<CType>(
        int,
        char,
        byte,
        voidType,
        file,
        { kind: 'bool', spelling: 'bool' },
        { kind: 'float', spelling: 'double', bits: 64 },
      ),
      fc.nat(5).map((record): CType => ({ kind: 'record', spelling: `struct r${record}`, record })),
      tie('type').map((to): CType => pointer(to)),
      fc.tuple(tie('type'), fc.constantFrom(0, 1, 3, 2 ** 31)).map(([of, count]): CType => array(of, count)),
    ),
  })).type;
  const anyMember = fc.record({
    name: fc.constantFrom('a', 'b', null),
    type: anyType,
    offset: fc.constantFrom(0, 1, 8, -4, 2 ** 52),
    bits: fc.constantFrom(
      null,
      null,
      { offset: 3, size: 70 },
      { offset: 0, size: 0 },
      { offset: 13, size: 33 },
    ),
  });
  const anyRecord = fc.record({
    keyword: fc.constantFrom('struct' as const, 'union' as const),
    spelling: fc.constant('struct r'),
    size: fc.constantFrom(0, 1, 16, 2 ** 53),
    alignment: fc.constantFrom(0, 1, 8, 3),
    members: fc.oneof(fc.constant(null), fc.array(anyMember, { maxLength: 4 })),
    passedByReference: fc.boolean(),
  }) satisfies fc.Arbitrary<RecordType>;

  it('never throws and ends, whatever the records say', () => {
    const everywhere: MemoryReader = {
      read: (_, length) => (length > 2 ** 20 ? null : new Uint8Array(length).fill(8)),
      readString: () => ({ bytes: new Uint8Array(3), truncated: true }),
    };
    fc.assert(
      fc.property(anyType, fc.array(anyRecord, { maxLength: 5 }), (type, table) => {
        const all = { type, records: table };
        const value = decodeValue(all, { address: 0x1000n, bytes: null }, everywhere, { follow: 3 });
        const shown = showValue(all, value, { name: null, at: 0x1000n });
        expect(shown.children.length === 0 || shown.text.length <= 200).toBe(true);
        expect(() => JSON.parse(shownJson(shown))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

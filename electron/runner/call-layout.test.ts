import { describe, expect, it } from 'vitest';
import type { CType, RecordType } from '../contract/prototype.ts';
import { layOutCall } from './call-layout.ts';
import { classifyRecord } from './eightbytes.ts';
import {
  arrayOf,
  char,
  double,
  float,
  int,
  long,
  nothing,
  pointerTo,
  recordType,
  struct,
} from './types-for-tests.ts';

const byValue = recordType('struct s', 0);

function layout(record: RecordType, parameters: readonly CType[], machine?: string) {
  const signature = { result: nothing, parameters: parameters.map((type) => ({ type })) };
  const outcome = layOutCall(signature, [record], 'call', machine);
  return outcome.ok ? outcome.value : outcome.failure;
}

describe('classes', () => {
  it.each<[string, Readonly<Record<string, CType>>, unknown]>([
    ['two floats', { a: float, b: float }, { kind: 'registers', eightbytes: ['floats'] }],
    ['three floats', { a: arrayOf(float, 3) }, { kind: 'registers', eightbytes: ['floats', 'float'] }],
    ['a float and an int', { a: float, b: int }, { kind: 'registers', eightbytes: ['integer'] }],
    ['a double and a char', { a: double, b: char }, { kind: 'registers', eightbytes: ['double', 'integer'] }],
    [
      'a pointer and a double',
      { a: pointerTo(int), b: double },
      { kind: 'registers', eightbytes: ['integer', 'double'] },
    ],
    ['three longs', { a: arrayOf(long, 3) }, { kind: 'memory' }],
    ['no members', {}, { kind: 'nothing' }],
  ])('of %s', (_what, members, passing) => {
    expect(classifyRecord(0, [struct('struct s', members)])).toEqual({ ok: true, value: passing });
  });

  it.each<[string, readonly RecordType[]]>([
    ['a record that is not there', []],
    ['an unknown layout', [{ ...struct('struct s', {}), size: 8, members: null }]],
    [
      'a record within itself',
      [{ ...struct('struct s', { a: int }), members: [{ name: 'a', type: byValue, offset: 0, bits: null }] }],
    ],
    ['members beyond its end', [{ ...struct('struct s', { a: int, b: int }), size: 4 }]],
    [
      'a vector',
      [
        {
          ...struct('struct s', {}),
          size: 32,
          members: [
            { name: 'v', type: { kind: 'opaque', spelling: '__m256', size: 32 }, offset: 0, bits: null },
          ],
        },
      ],
    ],
    [
      'endless elements',
      [
        {
          ...struct('struct s', {}),
          size: 8,
          members: [{ name: 'a', type: arrayOf(char, 2 ** 40), offset: 0, bits: null }],
        },
      ],
    ],
  ])('are refused for %s', (_what, records) => {
    expect(classifyRecord(0, records)).toMatchObject({ ok: false, failure: { code: 'bad-prototype' } });
  });
});

describe('a layout', () => {
  const pair = struct('struct s', { a: long, b: long });

  it('lets koffi place scalars, and makes an area when a record does not fit in registers', () => {
    expect(layout(pair, Array(10).fill(int))).toMatchObject({ areaBytes: 0 });
    const crowded = layout(pair, [...Array(5).fill(long), byValue, long, double]);
    expect(crowded).toMatchObject({
      areaBytes: 32,
      parameters: [
        ...Array(5).fill({ kind: 'scalar' }),
        { kind: 'stack', offset: 0, what: 'record' },
        { kind: 'scalar' },
        { kind: 'scalar' },
      ],
    });
  });

  it('refuses what is too large for the stack', () => {
    const huge = struct('struct s', { a: arrayOf(char, 1024 * 1024) });
    expect(layout(huge, [byValue])).toMatchObject({ code: 'bad-prototype' });
    const wide = { ...pair, alignment: 65_536 };
    expect(layout({ ...wide, size: 65_536 }, [byValue])).toMatchObject({ code: 'bad-prototype' });
  });

  it('passes records by value on x86-64 alone', () => {
    expect(layout(pair, [byValue], 'arm64')).toMatchObject({ code: 'bad-prototype' });
    expect(layout(pair, [int, double], 'arm64')).toMatchObject({ areaBytes: 0 });
    const notTrivial = { ...pair, passedByReference: true };
    expect(layout(notTrivial, [byValue], 'arm64')).toMatchObject({ parameters: [{ kind: 'reference' }] });
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ArgumentValue, ResultValue } from '../contract/call-value.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import { forkRunner } from '../processes/fork-transport.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { type BuiltRunner, buildRunnerForTests } from './build-for-tests.ts';
import { buildShapes, imageOf, type Shape, scalarType, sumOf } from './record-shapes-for-tests.ts';
import { callRequest, valueOfOutcome } from './runner-for-tests.ts';

// One of each combination of classes and sizes of the System V psABI, 3.2.3.
const texts = [
  ...['char a', 'short a', 'int a', 'long a', 'float a', 'double a'],
  ...[2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 24].map((count) => `char a[${count}]`),
  ...['short a[3]', 'int a[2]', 'int a[3]', 'int a[4]', 'int a[5]', 'long a[2]', 'long a[3]', 'long a[12]'],
  ...['float a[2]', 'float a[3]', 'float a[4]', 'float a[5]', 'double a[2]', 'double a[3]'],
  ...[
    'int a;float b',
    'float a;int b',
    'double a;int b',
    'int a;double b',
    'long a;double b',
    'double a;long b',
  ],
  ...[
    'float a;float b;int c',
    'int a;float b;float c',
    'float a;float b;float c;int d',
    'int a[2];float b[2]',
  ],
  ...['float a[2];double b', 'double a;float b', 'char a;double b', 'short a;char b;float c;double d'],
  ...['double a;char b', 'float a;char b[5]', 'int a[2];double b;long c', 'char a[3];float b'],
  ...['int a:5;int b:20;long c:40;int d:9', 'float a;unsigned b:7', 'unsigned long a:60;float b', 'char a:4'],
  ...['int a:9;double b', 'union int a;float b', 'union double a;long b', 'union float a[2];double b'],
  ...['union double a;float b[3]', 'union float a;char b[12]', 'union char a;double b[3]'],
  ...[
    'packed char a;int b',
    'packed int a;char b',
    'packed short a;double b',
    'packed char a;char b;short c',
  ],
  ...['packed char a;long b;long c', 'packed int a:5;int b:30;short c:13', 'packed float a;double b'],
  ...[
    'aligned(16) int a',
    'aligned(16) int a;double b;long c',
    'aligned(32) double a',
    'aligned(16) float a[4]',
  ],
];

let folder: string;
let built: BuiltRunner;
let runner: Runner;
let handle: number;
let shapes: readonly Shape[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-shapes-'));
  shapes = buildShapes(folder, texts);
  built = await buildRunnerForTests();
  runner = createRunnerClient(forkRunner(built.path));
  const report = await runner.load({ path: join(folder, 'shapes.so'), binding: 'now', preload: [] });
  handle = valueOfOutcome(report.outcome).handle;
});
afterAll(async () => {
  await runner.stop();
  await built.remove();
  rmSync(folder, { recursive: true });
});

const double = scalarType('double');
const byValue: CType = { kind: 'record', spelling: 'T', record: 0 };

async function call(
  shape: Shape,
  name: string,
  result: CType,
  types: readonly CType[],
  values: readonly ArgumentValue[],
) {
  const parameters = types.map((type) => ({ name: null, type }));
  const records = [shape.record];
  const prototype: Prototype = { name, result, parameters, variadic: false, records };
  return valueOfOutcome((await runner.call(callRequest(handle, prototype, values))).outcome);
}

const integer = (value: number): ArgumentValue => ({ kind: 'integer', value: BigInt(value) });
const float = (value: number): ArgumentValue => ({ kind: 'float', value });
const record = (shape: Shape, seed: number): ArgumentValue => ({
  kind: 'record',
  image: imageOf(shape, seed),
});

/** The members of a value, of a union the first, as numbers. */
function numbers(value: ResultValue | undefined, isUnion: boolean): readonly number[] {
  if (value?.kind !== 'record') throw new Error(`not a record: ${value?.kind}`);
  return (isUnion ? value.members.slice(0, 1) : value.members).map((member) =>
    member.kind === 'integer' || member.kind === 'float' ? Number(member.value) : Number.NaN,
  );
}

const counting = (shape: Shape, seed: number) =>
  (shape.isUnion ? [0] : (shape.record.members ?? [])).map((_, index) => seed + index);

it.each(texts.map((text, at) => [text, at] as const))('passes { %s } both ways', async (_text, at) => {
  const shape = shapes[at];
  if (!shape) throw new Error('no shape');
  const made = await call(shape, `make_${at}`, byValue, [scalarType('int')], [integer(3)]);
  expect(numbers(made.value, shape.isUnion)).toEqual(counting(shape, 3));
  const around = [scalarType('int'), byValue, double];
  const sum = await call(shape, `sum_${at}`, double, around, [integer(2), record(shape, 4), float(0.5)]);
  expect(sum.value).toEqual({ kind: 'float', value: sumOf(shape, 4) + 2050 });
});

it.each(texts.map((text, at) => [text, at] as const))(
  'passes { %s } when registers run out',
  async (_text, at) => {
    const shape = shapes[at];
    if (!shape) throw new Error('no shape');
    const long = scalarType('long');
    const types = [...Array<CType>(5).fill(long), ...Array<CType>(7).fill(double)];
    const values = [1, 2, 3, 4, 5].map(integer).concat([1, 2, 3, 4, 5, 6, 7].map(float));
    const late = await call(
      shape,
      `late_${at}`,
      double,
      [...types, byValue, scalarType('int'), byValue, long, double],
      [...values, record(shape, 2), integer(6), record(shape, 5), integer(9), float(0.25)],
    );
    const expected = sumOf(shape, 2) + 1000 * (sumOf(shape, 5) + 6000 + 25) + 15 + 28 + 27;
    expect(late.value).toEqual({ kind: 'float', value: expected });
  },
);

it.each(texts.map((text, at) => [text, at] as const))(
  'gives { %s } to a callback and takes it back',
  async (_text, at) => {
    const shape = shapes[at];
    if (!shape) throw new Error('no shape');
    const [long, int, char, single] = (['long', 'int', 'char', 'float'] as const).map(scalarType) as [
      CType,
      CType,
      CType,
      CType,
    ];
    const few = [char, byValue, single, byValue];
    const many = [...Array<CType>(5).fill(long), byValue, int, byValue];
    for (const [name, types] of [
      ['relay', few],
      ['crowded', many],
    ] as const) {
      const type = {
        kind: 'function',
        spelling: 'T (…)',
        result: byValue,
        parameters: types.map((one) => ({ name: null, type: one })),
        variadic: false,
      } as const;
      const pointer: CType = { kind: 'pointer', spelling: 'T (*)(…)', to: type, toConst: false };
      const recorder = { label: 'f', type, returns: [record(shape, 7)] };
      const values: ArgumentValue[] = [{ kind: 'callback', recorder }, record(shape, 6)];
      const reply = await call(shape, `${name}_${at}`, double, [pointer, byValue], values);
      expect(reply.value).toEqual({ kind: 'float', value: sumOf(shape, 7) + 1100 });
      const [seen] = reply.callbacks[0]?.calls ?? [];
      expect(reply.callbacks).toMatchObject([{ label: 'f', total: 1 }]);
      const records = types.flatMap((one, index) => (one === byValue ? [seen?.[index]] : []));
      for (const value of records) expect(numbers(value, shape.isUnion)).toEqual(counting(shape, 6));
      expect(seen?.[0]).toEqual({ kind: 'integer', value: name === 'relay' ? 5n : 1n });
    }
  },
);

it('passes more arguments than koffi takes', async () => {
  const shape = shapes[0];
  if (!shape) throw new Error('no shape');
  const types = Array<CType>(70).fill(scalarType('int'));
  const values = types.map((_, index) => integer(index - 35));
  const expected = types.reduce((sum, _, index) => sum + (index + 1) * (index - 35), 0);
  const reply = await call(shape, 'sum_seventy', scalarType('long'), types, values);
  expect(reply.value).toEqual({ kind: 'integer', value: BigInt(expected) });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type SampleName, samplePath } from '../../native-samples/samples.ts';
import type { ArgumentValue, CallbackRecorder, PointerValue } from '../contract/call-value.ts';
import type { CType, Prototype } from '../contract/prototype.ts';
import type { CallReply, CallRequest } from '../contract/runner-protocol.ts';
import { forkRunner } from '../processes/fork-transport.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { type BuiltRunner, buildRunnerForTests } from './build-for-tests.ts';
import { callRequest, failureOf, openSample, valueOfOutcome } from './runner-for-tests.ts';
import {
  address,
  arrayOf,
  at,
  block,
  bool,
  byte,
  char,
  double,
  doubles,
  functionType,
  image,
  int,
  integer,
  ints,
  long,
  nothing,
  pointerTo,
  prototype,
  real,
  recordType,
  size,
  string,
  struct,
  symbol,
  text,
} from './types-for-tests.ts';

let built: BuiltRunner;
const runners: Runner[] = [];

beforeAll(async () => {
  built = await buildRunnerForTests();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});
afterAll(() => built.remove());

type Call = (
  declared: Prototype,
  values: readonly ArgumentValue[],
  more?: Partial<CallRequest>,
) => Promise<CallReply>;

async function open(name: SampleName) {
  const runner = createRunnerClient(forkRunner(built.path));
  runners.push(runner);
  const report = await runner.load({ path: samplePath(name), binding: 'now', preload: [] });
  const { handle } = valueOfOutcome(report.outcome);
  const call: Call = async (declared, values, more) =>
    valueOfOutcome((await runner.call(callRequest(handle, declared, values, more))).outcome);
  const failure = async (
    declared: Prototype,
    values: readonly ArgumentValue[],
    more?: Partial<CallRequest>,
  ) => failureOf(await runner.call(callRequest(handle, declared, values, more)));
  return { runner, handle, call, failure };
}

const whole = (value: number | bigint) => ({ kind: 'integer', value: BigInt(value) });

function addressOf(value: { readonly kind: string }): bigint {
  if (value.kind !== 'pointer' || !('address' in value) || typeof value.address !== 'bigint') {
    throw new Error('no pointer');
  }
  return value.address;
}

function callback(label: string, type: CallbackRecorder['type'], ...returns: ArgumentValue[]): PointerValue {
  return { kind: 'callback', recorder: { label, type, returns } };
}

describe('new memory', () => {
  const divide = prototype('divide', int, {
    dividend: int,
    divisor: int,
    quotient: pointerTo(int),
    rest: pointerTo(int),
  });
  const out = (label: string) => block(image(ints(0)), label, int);

  it('is read after the call, in the order of the arguments', async () => {
    const { call } = await open('typed/inventory');
    const reply = await call(divide, [integer(17), integer(5), out('quotient'), out('rest')]);
    expect(reply.value).toEqual(whole(0));
    expect(reply.out.map(({ label, value }) => [label, value])).toEqual([
      ['quotient', whole(3)],
      ['rest', whole(2)],
    ]);
    const refused = await call(divide, [integer(1), integer(0), out('quotient'), at(0n)]);
    expect(refused).toMatchObject({ value: whole(-1), errno: { name: 'EDOM' } });
  });

  it('has the alignment asked for and can be read later', async () => {
    const { call, runner } = await open('typed/inventory');
    const content = { bytes: Uint8Array.from(ints(41, 42)), alignment: 4096, pointers: [] };
    const swap = prototype('swap_ints', nothing, { a: pointerTo(int), b: pointerTo(int) });
    const reply = await call(swap, [block(content, 'a', arrayOf(int, 2)), out('b')]);
    const made = reply.out[0]?.address ?? 1n;
    expect(made % 4096n).toBe(0n);
    const read = await runner.read({ type: arrayOf(int, 2), records: [], address: made, as: 'memory' });
    expect(read.outcome).toEqual({
      ok: true,
      value: { kind: 'array', items: [whole(0), whole(42)], total: 2 },
    });
    const wild = valueOfOutcome(
      (await runner.read({ type: int, records: [], address: 8n, as: 'memory' })).outcome,
    );
    expect(wild.kind).toBe('unreadable');
    const kept = await runner.keep({ keep: [made, 8n], free: [] });
    expect(kept.outcome).toEqual({ ok: true, value: null });
  });

  it('takes buffers, lists of strings and nested blocks', async () => {
    const { call } = await open('typed/inventory');
    const fill = prototype('fill', size, { buffer: address, size });
    const filled = await call(fill, [
      block(image(new Uint8Array(5)), 'buffer', arrayOf(byte, 5)),
      integer(4),
    ]);
    expect(filled.out[0]?.value).toMatchObject({ bytes: Uint8Array.from([0, 1, 2, 3, 0]), total: 5 });
    const join = prototype('join_texts', text, { texts: pointerTo(text), separator: text });
    const texts = image(new Uint8Array(32), { 0: string('ein'), 8: string('schöner'), 16: string('Tag') });
    expect((await call(join, [block(texts), string(', ')])).value).toMatchObject({
      text: { value: 'ein, schöner, Tag' },
    });
    const weigh = prototype('weigh_config', int, { config: address });
    const tags = block(image(new Uint8Array(24), { 0: string('a'), 8: string('b') }));
    const config = image(ints(0, 0, 2, 3, 4, 5, 1, 7, 2, 0, 0, 0), { 0: string('four'), 40: tags });
    expect((await call(weigh, [block(config)])).value).toEqual(whole(4 + 20 + 300 + 4000 + 8 + 15 + 200000));
  });

  it('gives pointers to records with what they point to', async () => {
    const { call } = await open('typed/inventory');
    const records = [struct('struct node', { value: int, next: pointerTo(recordType('struct node', 0)) })];
    const make = prototype('make_list', pointerTo(recordType('struct node', 0)), { count: int }, { records });
    const reply = await call(make, [integer(3)]);
    expect(reply.value).toMatchObject({
      target: { members: [whole(1), { kind: 'pointer', target: null }] },
    });
    const sum = prototype('sum_list', int, { first: address });
    expect((await call(sum, [at(addressOf(reply.value))])).value).toEqual(whole(6));
  });
});

describe('callbacks', () => {
  const compare = functionType(int, [address, address]);
  const sort = prototype('sort_values', nothing, {
    base: address,
    count: size,
    size,
    compare: pointerTo(compare),
  });

  it('are functions of the library itself, by their name', async () => {
    const { call, failure } = await open('typed/inventory');
    const values = () => block(image(ints(3, 1, 2)), 'base', arrayOf(int, 3));
    const sorted = await call(sort, [values(), integer(3), integer(4), symbol('compare_ints_down')]);
    expect(sorted.out[0]?.value).toMatchObject({ items: [whole(3), whole(2), whole(1)] });
    expect(await failure(sort, [values(), integer(3), integer(4), symbol('nope')])).toMatchObject({
      code: 'dlsym-failed',
      argument: 'compare',
    });
  });

  it('record their calls and return one value after the other', async () => {
    const { call } = await open('typed/inventory');
    const point = struct('struct point', { x: int, y: int });
    const visit = functionType(bool, [pointerTo(recordType('struct point', 0)), size, text]);
    const visitItems = prototype(
      'visit_items',
      size,
      { items: address, count: size, visit: pointerTo(visit), context: text },
      { records: [point] },
    );
    const items = block(image(ints(...Array.from({ length: 200 }, (_, index) => index))));
    const yes: ArgumentValue = { kind: 'bool', value: true };
    const no: ArgumentValue = { kind: 'bool', value: false };
    const reply = await call(visitItems, [
      items,
      integer(5),
      callback('visit', visit, yes, yes, no),
      string('context'),
    ]);
    expect(reply.value).toEqual(whole(2));
    expect(reply.callbacks).toMatchObject([{ label: 'visit', total: 3 }]);
    expect(reply.callbacks[0]?.calls[0]).toMatchObject([
      { kind: 'pointer', target: { members: [whole(0), whole(1)] } },
      whole(0),
      { text: { value: 'context' } },
    ]);
    const again = await call(visitItems, [items, integer(9), callback('visit', visit, yes), at(0n)]);
    expect(again.value).toEqual(whole(9));
  });

  it('log the first 200 calls and count all', async () => {
    const { call } = await open('typed/inventory');
    const curve = functionType(double, [double]);
    const integrate = prototype('integrate', double, {
      f: pointerTo(curve),
      from: double,
      to: double,
      steps: int,
    });
    const reply = await call(integrate, [callback('f', curve, real(2)), real(0), real(3), integer(1000)]);
    expect(reply.value).toMatchObject({ value: expect.closeTo(6) });
    expect(reply.callbacks[0]).toMatchObject({ total: 1000 });
    expect(reply.callbacks[0]?.calls).toHaveLength(200);
  });

  it('live on for later calls, which tell of them, and are not used up', async () => {
    const { call } = await open('typed/inventory');
    const opened = await call(prototype('stock_open', address, { name: text, error: address }), [
      string('shop'),
      at(0n),
    ]);
    const stock = at(addressOf(opened.value));
    const onAdd = functionType(nothing, [address, address]);
    const register = prototype('stock_on_add', nothing, {
      stock: address,
      on: pointerTo(onAdd),
      context: address,
    });
    await call(register, [stock, callback('on', onAdd), at(99n)]);
    const add = prototype('stock_add', int, { stock: address, item: address });
    const added = await call(add, [stock, block(image(new Uint8Array(96)))]);
    expect(added).toMatchObject({ value: whole(1), callbacks: [{ label: 'on', total: 1 }] });
    expect(added.callbacks[0]?.calls[0]?.[1]).toMatchObject({ address: 99n });
    const unused = prototype('choose_comparator', address, { down: bool });
    expect((await call(unused, [{ kind: 'bool', value: true }])).callbacks).toEqual([]);
  });

  it('that are gone fail the call that meets them, and nothing else', async () => {
    const { call, failure, runner } = await open('typed/inventory');
    const opened = await call(prototype('stock_open', address, { name: text, error: address }), [
      string('shop'),
      at(0n),
    ]);
    const stock = at(addressOf(opened.value));
    const onAdd = functionType(nothing, [address, address]);
    const register = prototype('stock_on_add', nothing, {
      stock: address,
      on: pointerTo(onAdd),
      context: address,
    });
    await call(register, [stock, callback('on', onAdd), at(0n)]);
    const pointers = Array.from({ length: 4096 }, (_, index) => [index * 8, callback('f', onAdd)]);
    const count = prototype('count_texts', size, { texts: address });
    await call(count, [block(image(new Uint8Array(4097 * 8), Object.fromEntries(pointers)))]);
    const add = prototype('stock_add', int, { stock: address, item: address });
    const item = block(image(new Uint8Array(96)));
    const gone = await failure(add, [stock, item]);
    expect(gone).toMatchObject({ code: 'bad-argument' });
    expect(gone.message).toContain('callback that is no longer there');
    expect(runner.alive).toBe(true);
    await call(register, [stock, at(0n), at(0n)]);
    expect((await call(add, [stock, item])).value).toEqual(whole(2));
  });

  it('are refused when koffi has no place for more, and come again after older ones', async () => {
    const { call, failure } = await open('typed/inventory');
    const returned = functionType(int, []);
    const count = prototype('count_texts', size, { texts: address });
    const callbacks = (many: number) => {
      const pointers = Object.fromEntries(
        Array.from({ length: many }, (_, index) => [index * 8, callback('f', returned)]),
      );
      return block(image(new Uint8Array(many * 8 + 8), pointers));
    };
    const refused = await failure(count, [callbacks(8193)]);
    expect(refused).toMatchObject({ code: 'bad-argument', argument: 'texts' });
    expect(refused.message).toContain('no place is left for another callback');
    expect((await call(count, [callbacks(5000)])).value).toEqual(whole(5000));
    expect((await call(count, [callbacks(5000)])).callbacks).toHaveLength(1000);
  });

  it('that the library’s own thread calls come after the call, or hang it until it is stopped', async () => {
    const { call, runner, handle } = await open('typed/threads');
    const called = functionType(nothing, [int]);
    const declare = (name: string) => prototype(name, int, { function: pointerTo(called) });
    await call(declare('call_without_waiting'), [callback('function', called)]);
    await expect.poll(async () => (await call(prototype('is_done', int, {}), [])).value).toEqual(whole(1));
    const request = callRequest(handle, declare('call_and_wait'), [callback('function', called)]);
    const report = await runner.call(request, { timeoutMs: 300 });
    expect(failureOf(report)).toMatchObject({ code: 'fault', fault: { kind: 'timeout' } });
  });
});

describe('variadic functions', () => {
  it('get extra arguments of every class', async () => {
    const { call, failure } = await open('typed/inventory');
    const sum = prototype('sum_of', int, { count: int }, { variadic: true });
    const more = { extra: [int, int, int] };
    expect((await call(sum, [3, 10, 20, 12].map(integer), more)).value).toEqual(whole(42));
    const mean = prototype('mean_of', double, { count: int }, { variadic: true });
    const nine = Array.from({ length: 10 }, (_, index) => real(index));
    const doubled = { extra: nine.map(() => double) };
    expect((await call(mean, [integer(10), ...nine], doubled)).value).toEqual({ kind: 'float', value: 4.5 });
    const format = prototype('format_text', int, { text, size, format: text }, { variadic: true });
    const into = block(image(new Uint8Array(64)), 'text', arrayOf(char, 64));
    const formatted = await call(
      format,
      [
        into,
        integer(64),
        string('%d %s %.2f %ld'),
        integer(-1),
        string('zwei'),
        real(3.25),
        integer(2n ** 40n),
      ],
      { extra: [int, text, double, long] },
    );
    const shown = formatted.out[0]?.value;
    const bytes = shown?.kind === 'bytes' ? shown.bytes : [];
    expect(Buffer.from(bytes).toString('latin1').split('\0')[0]).toBe('-1 zwei 3.25 1099511627776');
    const fixed = prototype('sum_list', int, { first: address });
    expect((await failure(fixed, [at(0n), integer(1)], { extra: [int] })).code).toBe('bad-argument');
  });
});

describe('C++', () => {
  const label = struct('class geometry::Label', { text: arrayOf(char, 32), copies: int }, [], true);
  const records = [label];
  const labelType = recordType('geometry::Label', 0);

  it('passes and returns what is not trivial through its address', async () => {
    const { call } = await open('typed/shapes');
    const made = await call(prototype('_ZN8geometry10make_labelEPKc', labelType, { text }, { records }), [
      string('hello'),
    ]);
    const [shown] = made.value.kind === 'record' ? made.value.members : [];
    expect(shown).toMatchObject({ bytes: expect.objectContaining({ 0: 104, 4: 111, 5: 0 }) });
    const bytes = Uint8Array.from({ length: 36 }, (_, index) => (index < 4 ? 120 : 0));
    const record: ArgumentValue = { kind: 'record', image: image(bytes) };
    const length = prototype('_ZN8geometry12label_lengthENS_5LabelE', int, { label: labelType }, { records });
    expect((await call(length, [record])).value).toEqual(whole(4));
    const repeated = prototype(
      '_ZNK8geometry5Label8repeatedEi',
      labelType,
      { this: pointerTo(labelType), times: int },
      { records },
    );
    const twice = await call(repeated, [block(image(bytes)), integer(2)]);
    const [text2] = twice.value.kind === 'record' ? twice.value.members : [];
    expect(text2).toMatchObject({ bytes: expect.objectContaining({ 7: 120, 8: 0 }) });
  });

  it('constructs an object in new memory and calls its methods', async () => {
    const { call } = await open('typed/shapes');
    const vector = struct('struct geometry::Vector', { x: double, y: double });
    const vectorType = recordType('geometry::Vector', 0);
    const withVector = { records: [vector] };
    const construct = prototype(
      '_ZN8geometry6CircleC1ENS_6VectorEd',
      nothing,
      { this: address, centre: vectorType, radius: double },
      withVector,
    );
    const centre: ArgumentValue = { kind: 'record', image: image(doubles(1, 2)) };
    const made = await call(construct, [
      block(image(new Uint8Array(40)), 'this', arrayOf(byte, 40)),
      centre,
      real(5),
    ]);
    const circle = at(made.out[0]?.address ?? 0n);
    const area = prototype('_ZNK8geometry6Circle4areaEv', double, { this: address });
    expect((await call(area, [circle])).value).toEqual({ kind: 'float', value: 75 });
    const bounds = prototype(
      '_ZNK8geometry6Circle6boundsERNS_6VectorES2_',
      nothing,
      {
        this: address,
        low: address,
        high: address,
      },
      withVector,
    );
    const low = block(image(doubles(0, 0)), 'low', vectorType);
    const high = block(image(doubles(0, 0)), 'high', vectorType);
    const { out } = await call(bounds, [circle, low, high]);
    expect(out.map(({ value }) => value)).toMatchObject([
      { members: [{ value: -4 }, { value: -3 }] },
      { members: [{ value: 6 }, { value: 7 }] },
    ]);
  });
});

describe('odd layouts', () => {
  it('aligns what is aligned more widely than the stack', async () => {
    const { call } = await open('typed/odd-layouts');
    const aligned = {
      ...struct('struct aligned_32', { first: int, second: double }),
      size: 32,
      alignment: 32,
    };
    const sum = prototype(
      'sum_aligned_32',
      double,
      { before: int, value: recordType('struct aligned_32', 0), after: int },
      { records: [aligned] },
    );
    const bytes = new Uint8Array(32);
    bytes.set(ints(3));
    bytes.set(doubles(0.5), 8);
    const value: ArgumentValue = { kind: 'record', image: image(bytes) };
    const reply = await call(sum, [integer(1), value, integer(2)]);
    expect(reply.value).toEqual({ kind: 'float', value: 1 + 6 + 1.5 + 8 });
  });

  it('passes records without members as nothing', async () => {
    const { call } = await open('typed/odd-layouts');
    const empty = struct('struct empty', {});
    const emptyType = recordType('struct empty', 0);
    const take = prototype(
      'take_empty',
      int,
      { before: int, nothing: emptyType, after: int },
      { records: [empty] },
    );
    const value: ArgumentValue = { kind: 'record', image: image(new Uint8Array()) };
    expect((await call(take, [integer(2), value, integer(3)])).value).toEqual(whole(32));
    const make = prototype('make_empty', emptyType, {}, { records: [empty] });
    expect((await call(make, [])).value).toEqual({ kind: 'record', members: [] });
  });
});

describe('what cannot be passed', () => {
  const opaque: CType = { kind: 'opaque', spelling: 'long double', size: 16 };
  const hidden = { ...struct('struct hidden', {}), size: 8, members: null };
  const byValue = recordType('struct hidden', 0);
  const record = (bytes: number): ArgumentValue => ({ kind: 'record', image: image(new Uint8Array(bytes)) });

  it.each<[string, string, Prototype, ArgumentValue[]]>([
    ['bad-prototype', 'long double', prototype('sum_list', int, { value: opaque }), [integer(1)]],
    ['bad-prototype', 'long double', prototype('sum_list', opaque, {}), []],
    [
      'bad-prototype',
      'layout',
      prototype('sum_list', int, { v: byValue }, { records: [hidden] }),
      [record(8)],
    ],
    ['bad-prototype', 'layout', prototype('sum_list', byValue, {}, { records: [hidden] }), []],
    [
      'bad-prototype',
      'by value',
      prototype('sum_list', byValue, {}, { records: [struct('struct l', { l: opaque })] }),
      [],
    ],
    [
      'bad-argument',
      'v: ',
      prototype('sum_list', int, { v: byValue }, { records: [struct('s', { x: int })] }),
      [record(8)],
    ],
    ['bad-argument', 'v: ', prototype('sum_list', int, { v: int }), [real(1)]],
    ['bad-argument', 'v: ', prototype('sum_list', int, { v: address }), [integer(1)]],
    [
      'bad-argument',
      'outside',
      prototype('sum_list', int, { v: address }),
      [block(image(new Uint8Array(4), { 0: at(1n) }))],
    ],
    [
      'bad-argument',
      'variable number',
      prototype('sum_list', int, { v: address }),
      [callback('v', { ...functionType(int, []), variadic: true })],
    ],
  ])('is %s naming %s', async (code, words, declared, values) => {
    const { failure, runner } = await open('typed/inventory');
    const refused = await failure(declared, values);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(words);
    expect(runner.alive).toBe(true);
  });
});

describe('measuring', () => {
  it('times every run of a slow function, and stops in time', async () => {
    const { call } = await open('calling/slow');
    const slow = prototype('slow', int, { milliseconds: int });
    const { timing } = await call(slow, [integer(2)], { measure: { runs: null, ms: 30 } });
    expect(timing).toMatchObject({ batch: 1 });
    expect(timing?.runs).toBeLessThanOrEqual(15);
    expect(timing?.minimumNs).toBeGreaterThan(1.9e6);
    const one = await call(slow, [integer(20)], { measure: { runs: 5, ms: 1 } });
    expect(one).toMatchObject({ timing: { runs: 1 }, value: whole(20) });
  });

  it('times many runs of a quick one together', async () => {
    const { call } = await open('typed/inventory');
    const point = struct('struct point', { x: int, y: int });
    const pointType = recordType('struct point', 0);
    const add = prototype('add_points', pointType, { a: pointType, b: pointType }, { records: [point] });
    const value: ArgumentValue = { kind: 'record', image: image(ints(1, 2)) };
    const reply = await call(add, [value, value], { measure: { runs: 100_000, ms: 5000 } });
    expect(reply.value).toEqual({ kind: 'record', members: [whole(2), whole(4)] });
    const { timing } = reply;
    if (timing === null) throw new Error('not measured');
    expect(timing.runs).toBe(100_000);
    expect(timing.batch).toBeGreaterThan(1);
    expect(timing.minimumNs).toBeLessThanOrEqual(timing.medianNs);
    expect(timing.medianNs).toBeLessThanOrEqual(timing.p95Ns);
    expect(timing.p95Ns).toBeLessThanOrEqual(timing.maximumNs);
    expect(timing.histogram.length).toBeLessThanOrEqual(40);
    expect(timing.overheadNs).toBeGreaterThan(0);
    expect(timing.overheadNs).toBeLessThan(10 * timing.medianNs);
  });

  it('calls a counter exactly as often as it says', async () => {
    const { call } = await open('calling/counter');
    const count = prototype('count', int, {});
    const { timing } = await call(count, [], { measure: { runs: 12_345, ms: null } });
    expect(timing?.runs).toBe(12_345);
    expect((await call(count, [])).value).toEqual(whole(12_346));
  });
});

describe('texts as people type them', () => {
  it('become calls: out-parameters, recorders, extra arguments, buffers', async () => {
    const runner = createRunnerClient(forkRunner(built.path));
    runners.push(runner);
    const sample = await openSample(runner, samplePath('typed/inventory'));
    const divided = await sample.call(
      'int divide(int dividend, int divisor, int *quotient, int *rest)',
      '17',
      '5',
      '{"$out": true}',
      '{"$out": true}',
    );
    expect(valueOfOutcome(divided.outcome).out).toMatchObject([
      { label: 'quotient', value: whole(3) },
      { label: 'rest', value: whole(2) },
    ]);
    const integrate = 'double integrate(double (*function)(double), double from, double to, int steps)';
    const area = await sample.call(integrate, '{"$callback": [1.5]}', '0', '2', '10');
    expect(valueOfOutcome(area.outcome)).toMatchObject({
      value: { value: expect.closeTo(3) },
      callbacks: [{ label: 'function', total: 10 }],
    });
    const mean = 'double mean_of(int count, ...)';
    expect(await sample.text(mean, '2', '(double) 1.5', '(float) 2.5')).toBe('2');
    const checksum = 'unsigned checksum(const void *buffer, size_t size)';
    expect(await sample.text(checksum, '{"$hex": "01 02"}', '2')).toContain('33');
  });
});

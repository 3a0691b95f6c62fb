import { describe, expect, test } from 'vitest';
import type { CallOutcome } from '../contract/call-record.ts';
import type { ResultValue } from '../contract/call-value.ts';
import type { CType, RecordType } from '../contract/prototype.ts';
import { returned } from '../contract/testing/returned.ts';
import { parseType } from '../ctypes/parse-type.ts';
import { showValue } from '../ctypes/show-value.ts';
import { judge, refuseExpected } from './expected-result.ts';
import { resultAsExpected } from './result-as-expected.ts';

const integer = (value: bigint): ResultValue => ({ kind: 'integer', value });
const text = (value: string, truncated = false): ResultValue => ({
  kind: 'pointer',
  address: 0x1000n,
  text: { value, truncated },
  target: null,
});
const pointer = (address: bigint, target: ResultValue | null = null): ResultValue => ({
  kind: 'pointer',
  address,
  text: null,
  target,
});
const float = (value: number): ResultValue => ({ kind: 'float', value });

function parsed(spelling: string): CType {
  const type = parseType(spelling);
  if (!type.ok) throw new Error(type.failure.message);
  return type.value.type;
}

const colour: CType = {
  kind: 'enum',
  spelling: 'enum colour',
  bits: 32,
  signed: false,
  constants: [
    { name: 'RED', value: 1n },
    { name: 'BLUE', value: 2n },
  ],
};

/** `struct item { int id; const char *name; double weight[2]; char tag[4]; }`. */
const member = (name: string, type: CType, offset: number) => ({ name, type, offset, bits: null });
const item: RecordType = {
  keyword: 'struct',
  spelling: 'struct item',
  size: 40,
  alignment: 8,
  members: [
    member('id', parsed('int'), 0),
    member('name', parsed('const char *'), 8),
    member('weight', { kind: 'array', spelling: 'double[2]', of: parsed('double'), count: 2 }, 16),
    member('tag', { kind: 'array', spelling: 'char[4]', of: parsed('char'), count: 4 }, 32),
  ],
  passedByReference: false,
};
const itemType: CType = { kind: 'record', spelling: 'struct item', record: 0 };
const itemPointer: CType = { kind: 'pointer', spelling: 'struct item *', to: itemType, toConst: false };
const lamp: ResultValue = {
  kind: 'record',
  members: [
    integer(5n),
    text('lamp'),
    { kind: 'array', items: [float(1.5), float(0.1)], total: 2 },
    { kind: 'bytes', bytes: Uint8Array.of(0x61, 0x62, 0, 0), total: 4 },
  ],
};

const noOut: ReadonlyMap<string, CType> = new Map();

function outcomeOf(type: CType, value: ResultValue): CallOutcome {
  const shown = showValue({ type, records: [item] }, value, { name: null, at: null });
  return returned(shown.text, { hex: shown.hex, type: shown.type, value: shown });
}

function verdict(type: CType, value: ResultValue, expected: string) {
  return judge({ result: type, out: noOut, records: [item] }, expected, outcomeOf(type, value));
}

function reason(type: CType, value: ResultValue, expected: string): string {
  const judged = verdict(type, value, expected);
  return judged.kind === 'failed' ? judged.reason : '';
}

const passes: readonly (readonly [string, CType, ResultValue, string])[] = [
  ['int', parsed('int'), integer(12n), '0xc'],
  ['int in quotes', parsed('int'), integer(12n), '"12"'],
  ['negative', parsed('int'), integer(-1n), ' -1 '],
  ['64 bits', parsed('unsigned long'), integer(2n ** 64n - 1n), '18446744073709551615'],
  ['char', parsed('char'), integer(97n), "'a'"],
  ['bool', parsed('bool'), { kind: 'bool', value: true }, '1'],
  ['enum by name', colour, integer(1n), 'RED'],
  ['enum by number', colour, integer(1n), '1'],
  ['enum flags', colour, integer(3n), 'RED | BLUE'],
  ['double', parsed('double'), float(0.1), '0.1'],
  ['float', parsed('float'), float(Math.fround(0.1)), '0.1'],
  ['nan', parsed('double'), float(Number.NaN), 'nan'],
  ['tolerance', parsed('double'), float(Math.PI), '3.14 ± 0.01'],
  ['tolerance in ASCII', parsed('double'), float(Math.PI), '3.14+-1e-2'],
  ['text', parsed('const char *'), text('Hello, you'), 'Hello, you'],
  ['text with escapes', parsed('const char *'), text('a\n"b"'), '"a\\n\\"b\\""'],
  ['NULL text', parsed('const char *'), pointer(0n), 'NULL'],
  ['pointer', parsed('void *'), pointer(0x5000n), 'not NULL'],
  ['address', parsed('void *'), pointer(0x5000n), '0x5000'],
  ['void', parsed('void'), { kind: 'void' }, 'void'],
  ['struct', itemType, lamp, '{"id": 5, "name": "lamp", "weight": [1.5, "0.1 ± 1e-9"], "tag": "ab"}'],
  ['part of a struct', itemType, lamp, '{tag: {"$hex": "61 62 00 00"}}'],
  ['struct behind a pointer', itemPointer, pointer(0x5000n, lamp), '{"id": 5}'],
  ['int behind a pointer', parsed('int *'), pointer(0x5000n, integer(3n)), '{"$in": 3}'],
];

const differences: readonly (readonly [CType, ResultValue, string, string])[] = [
  [parsed('int'), integer(12n), '7', 'Expected 7, got 12.'],
  [colour, integer(1n), 'BLUE', 'Expected BLUE, got RED (1).'],
  [parsed('double'), float(0.30000000000000004), '0.3', 'Expected 0.3, got 0.30000000000000004.'],
  [parsed('double'), float(3.2), '3.14 ± 0.01', 'Expected 3.14 ± 0.01, got 3.2.'],
  [parsed('double'), float(Number.NaN), '0', 'Expected 0, got nan.'],
  [parsed('const char *'), text('Hello'), 'hello', 'Expected "hello", got "Hello".'],
  [parsed('const char *'), text('Hel', true), 'Hel', 'Expected "Hel", got "Hel"….'],
  [parsed('const char *'), pointer(0n), 'x', 'Expected "x", got NULL.'],
  [parsed('void *'), pointer(0n), 'not NULL', 'Expected a pointer that is not NULL, got NULL.'],
  [itemType, lamp, '{"weight": [1.5, 2]}', 'Expected 2 at weight[1], got 0.1.'],
  [itemPointer, pointer(0x5000n), '{"id": 5}', 'Expected {"id": 5}, got 0x5000.'],
];

const misfits: readonly (readonly [CType, string, RegExp])[] = [
  [parsed('int'), 'seven', /^What is expected does not fit int: "seven" is not a number; int takes 12/],
  [parsed('int'), '7.5', /not a whole number/],
  [parsed('int'), '3 ± 1', /not a number/],
  [parsed('signed char'), '300', /does not fit signed char/],
  [parsed('int'), '', /nothing was written/],
  [parsed('int'), '{"x": 1}', /not an object/],
  [parsed('double'), '1 ± -1', /a tolerance is not negative/],
  [parsed('void'), '0', /returns nothing; void is all/],
  [parsed('void *'), 'handle', /not an address/],
  [itemType, '{"colour": 1}', /struct item has no member colour; it has id, name, weight, tag/],
  [itemType, '{"id": "x"}', /at id: /],
  [itemType, '{"weight": [1]}', /double\[2\] has 2 elements, not 1/],
  [parsed('int'), '{"$out": {"value": 1}}', /there is no out value "value"; the call has none/],
];

describe('what is expected', () => {
  test.each(passes)('%s passes', (_name, type, value, expected) => {
    expect(refuseExpected({ result: type, out: noOut, records: [item] }, expected)).toBeNull();
    expect(verdict(type, value, expected)).toEqual({ kind: 'passed' });
  });

  test.each(differences)('%#: a difference is told', (type, value, expected, sentence) => {
    expect(reason(type, value, expected)).toBe(sentence);
    expect(refuseExpected({ result: type, out: noOut, records: [item] }, expected)).toBeNull();
  });

  test.each(misfits)('%#: what cannot be is refused in one sentence', (type, expected, sentence) => {
    expect(refuseExpected({ result: type, out: noOut, records: [item] }, expected)).toMatch(sentence);
  });

  test('of out values is compared by their labels', () => {
    const types = { result: parsed('int'), out: new Map([['sum', parsed('int')]]), records: [] };
    const sum = showValue({ type: parsed('int'), records: [] }, integer(7n), { name: 'sum', at: 1n });
    const outcome = returned('0', { out: [sum] });
    expect(judge(types, '{"$result": 0, "$out": {"sum": 7}}', outcome)).toEqual({ kind: 'passed' });
    expect(judge(types, '{"$out": {"sum": 8}}', outcome)).toEqual({
      kind: 'failed',
      reason: 'Expected 8 at sum, got 7.',
    });
    expect(refuseExpected(types, '{"$out": {"total": 8}}')).toMatch(/there are sum/);
  });

  test('is never met by a call that did not return', () => {
    const types = { result: parsed('void'), out: noOut, records: [] };
    const silence = { text: '', droppedBytes: 0 };
    const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' } as const;
    const crashed: CallOutcome = { kind: 'fault', fault, stdout: silence, stderr: silence };
    expect(judge(types, 'void', crashed).kind).toBe('failed');
    const failure = { code: 'dlsym-failed', message: 'There is no add.' } as const;
    expect(judge(types, 'void', { kind: 'failed', failure })).toEqual({
      kind: 'failed',
      reason: 'There is no add.',
    });
  });
});

describe('a result as what is expected from now on', () => {
  test.each([
    [parsed('int'), integer(12n), '12'],
    [colour, integer(2n), 'BLUE'],
    [parsed('double'), float(Number.NaN), 'nan'],
    [parsed('const char *'), text('a\tb'), '"a\\tb"'],
    [parsed('const char *'), pointer(0n), 'NULL'],
    [parsed('void *'), pointer(0x5000n), 'not NULL'],
    [parsed('void'), { kind: 'void' }, 'void'],
    [parsed('int *'), pointer(0x5000n, integer(3n)), '{"$in": 3}'],
    [itemPointer, pointer(0x5000n, lamp), '{"id": 5, "name": "lamp", "weight": [1.5, 0.1], "tag": "ab"}'],
  ] satisfies readonly (readonly [CType, ResultValue, string])[])('%#', (type, value, expected) => {
    expect(resultAsExpected(outcomeOf(type, value))).toBe(expected);
    expect(verdict(type, value, expected)).toEqual({ kind: 'passed' });
  });

  test('is not offered for a text of which only the beginning was read', () => {
    expect(resultAsExpected(outcomeOf(parsed('const char *'), text('Hel', true)))).toBeNull();
  });

  test('of a function that returns nothing is what it wrote to its out arguments', () => {
    const sum = showValue({ type: parsed('int'), records: [] }, integer(7n), { name: 'sum', at: 1n });
    const nothing = outcomeOf(parsed('void'), { kind: 'void' });
    const outcome: CallOutcome = nothing.kind === 'returned' ? { ...nothing, out: [sum] } : nothing;
    expect(resultAsExpected(outcome)).toBe('{"$out": {"sum": 7}}');
  });
});

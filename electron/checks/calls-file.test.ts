import { describe, expect, test } from 'vitest';
import type { CallInput } from '../contract/call-record.ts';
import { callsFileText, readCallsFile } from './calls-file.ts';

function call(...texts: readonly string[]): CallInput {
  return { symbol: 'draw', prototype: 'int draw(struct point *items, int count)', arguments: texts };
}

function written(calls: Readonly<Record<string, CallInput>>): string {
  return callsFileText({ library: 'libfoo.so', calls: new Map(Object.entries(calls)), pinned: null });
}

function readBack(text: string): ReadonlyMap<string, CallInput> {
  const read = readCallsFile(text);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.calls;
}

test('the file is plain, sorted and has a line for each member', () => {
  const text = written({ 'two points': call('[{"x":1,"y":2},{"x":3}]', '2'), none: call('NULL', '0') });
  expect(text).toBe(`{
  "dlscope": 1,
  "library": "libfoo.so",
  "calls": {
    "none": {
      "symbol": "draw",
      "prototype": "int draw(struct point *items, int count)",
      "arguments": [
        "NULL",
        "0"
      ]
    },
    "two points": {
      "symbol": "draw",
      "prototype": "int draw(struct point *items, int count)",
      "arguments": [
        [
          {
            "x": 1,
            "y": 2
          },
          {
            "x": 3
          }
        ],
        "2"
      ]
    }
  }
}
`);
  expect(JSON.parse(text)).toMatchObject({ dlscope: 1 });
});

test('no calls are an empty object', () => {
  expect(readBack(written({}))).toEqual(new Map());
  expect(written({})).toContain('"calls": {}\n');
});

describe('an argument comes back as its very text', () => {
  test.each([
    '',
    '3',
    '-9223372036854775808',
    'NULL',
    '"quoted \\"C\\" text"',
    'line\nbreak\u0000\u001b[2J é 😀',
    '{"a":1}',
    '{ "a" : 1 }',
    '{"a":18446744073709551615}',
    '{"a":1.0}',
    '{"a":1e400}',
    '{"a":-0}',
    '{"b":1,"a":2,"b":3}',
    '{"10":1,"9":2}',
    '{"__proto__":1}',
    '{"$in":{"$text":"x","$size":64}}',
    '[1,2,"3",null,true]',
    '[1,2',
    '{"a":0xff}',
    '[nan]',
    '{"s":"with \\u00e9 and \\n 1e400"}',
    '[]',
    '{}',
  ])('%j', (text) => {
    expect([...readBack(written({ x: call(text) })).values()]).toEqual([call(text)]);
  });
});

test('values that somebody wrote by hand are read as the texts that mean them', () => {
  const text = `{"calls": {"by hand": {"arguments": [3, 1.50, 18446744073709551615, true, null, {"a": [1, 1e400]}],
    "prototype": "f", "symbol": "f", "note": "others may say more"}}, "library": "x", "dlscope": 1}`;
  expect(readBack(text).get('by hand')?.arguments).toEqual([
    '3',
    '1.50',
    '18446744073709551615',
    'true',
    'null',
    '{"a":[1,"1e400"]}',
  ]);
});

test('names that mean something to JavaScript are names, and their order is plain', () => {
  const names = ['10', '9', '__proto__', 'constructor', 'a', 'B', 'é'];
  const calls = new Map(names.map((name) => [name, call(name)]));
  const text = callsFileText({ library: 'x', calls, pinned: null });
  const order = [...text.matchAll(/^ {4}"(.*)": \{$/gm)].map((match) => match[1]);
  expect(order).toEqual([...names].sort());
  expect([...readBack(text).keys()].sort()).toEqual([...names].sort());
});

test('writing what was read gives the same file', () => {
  const text = written({ a: call('[1,{"b":2}]', '{"c": 3}'), b: call('x') });
  expect(callsFileText({ library: 'libfoo.so', calls: readBack(text), pinned: null })).toBe(text);
});

describe('the pinned calls of a file', () => {
  const pinned = [
    { name: 'twelve', input: call('3', '4'), expected: '12' },
    { name: null, input: call('[1]'), expected: null },
    { name: null, input: call('[1]'), expected: '{"x":1,"y":[2.50]}' },
    { name: null, input: call('NULL'), expected: 'not NULL' },
  ];
  const content = { library: '../build/libfoo.so', calls: new Map(), pinned };

  test('come back in their order, the same call twice included', () => {
    const text = callsFileText(content);
    expect(readCallsFile(text)).toEqual({ ok: true, value: content });
    expect(JSON.parse(text).pinned[0]).toEqual({
      name: 'twelve',
      symbol: 'draw',
      prototype: 'int draw(struct point *items, int count)',
      arguments: ['3', '4'],
      expected: '12',
    });
  });

  test('are not the same when there are none as when the file says nothing of them', () => {
    expect(readCallsFile(callsFileText({ ...content, pinned: [] }))).toMatchObject({ value: { pinned: [] } });
    expect(readCallsFile(callsFileText({ ...content, pinned: null }))).toMatchObject({
      value: { pinned: null },
    });
  });

  test('may be written by hand, with numbers and without named calls', () => {
    const text = `{"dlscope": 1, "library": "x", "pinned": [
      {"symbol": "f", "prototype": "", "arguments": [1], "expected": 18446744073709551615},
      {"symbol": "f", "prototype": "", "arguments": [2], "expected": {"x": 1}}]}`;
    const read = readCallsFile(text);
    expect(read.ok && read.value.pinned?.map(({ expected }) => expected)).toEqual([
      '18446744073709551615',
      '{"x":1}',
    ]);
  });

  test.each([{ name: ' blank' }, { symbol: '' }, { arguments: 'none' }, { name: 3 }])(
    'one that does not fit is named: %j',
    (change) => {
      const good = { symbol: 'f', prototype: '', arguments: [] };
      const text = JSON.stringify({
        dlscope: 1,
        library: 'x',
        calls: {},
        pinned: [good, { ...good, ...change }],
      });
      expect(readCallsFile(text)).toMatchObject({
        ok: false,
        failure: { message: expect.stringContaining('the pinned call 2 ') },
      });
    },
  );
});

describe('the sentence names the member that does not fit', () => {
  const good = { symbol: 'f', prototype: '', arguments: [] };
  const file = (members: object) => ({ dlscope: 1, library: 'x', ...members });
  const pinned = (members: object) => file({ pinned: [good, { ...good, ...members }] });
  test.each([
    [file({ dlscope: 2 }), '"dlscope" is 2: a newer release wrote it, and this one reads 1.'],
    [{ library: 'x' }, 'it has no "dlscope": 1, by which such files are known.'],
    [{ dlscope: 1, pinned: [] }, 'it has no "library".'],
    [file({ pinned: {} }), '"pinned" has to be a list of at most 500 calls.'],
    [file({ calls: [] }), '"calls" has to be an object with a call for each name.'],
    [[], 'it has to be a JSON object.'],
    [
      file({ pinned: [{ symbol: 'f', arguments: [] }] }),
      'the pinned call 1 has no "prototype", which may be "" where the library or a header tells it.',
    ],
    [file({ pinned: ['f()'] }), 'the pinned call 1 has to be a JSON object.'],
    [
      pinned({ arguments: '3' }),
      '"arguments" of the pinned call 2 has to be a list of at most 256 arguments.',
    ],
    [
      file({ calls: { a: { ...good, symbol: 3 } } }),
      '"symbol" of the call "a" has to be the name of the function.',
    ],
    [
      pinned({ name: ' x' }),
      '"name" of the pinned call 2 has to be a text of 1 to 200 characters without blanks around it.',
    ],
    [pinned({ expect: '9' }), 'the pinned call 2 has "expect", did you mean "expected"?'],
    [pinned({ Expected: '9' }), 'the pinned call 2 has "Expected", did you mean "expected"?'],
    [pinned({ expects: '9' }), 'the pinned call 2 has "expects", did you mean "expected"?'],
    [
      file({ pinned: [{ symbol: 'f', prototype: '', args: [] }] }),
      'the pinned call 1 has "args", did you mean "arguments"?',
    ],
    [
      file({ calls: { a: { symbol: 'f', proto: '', arguments: [] } } }),
      'the call "a" has "proto", did you mean "prototype"?',
    ],
    [{ dlscope: 1, lib: 'x' }, 'it has "lib", did you mean "library"?'],
  ])('%j', (content, says) => {
    expect(readCallsFile(JSON.stringify(content))).toMatchObject({
      ok: false,
      failure: { message: `The file is not one of dlscope's calls: ${says}` },
    });
  });

  test('members of newer releases, and for people, are passed over', () => {
    const more = { note: 'why', timeoutMs: 5, tags: ['slow'], skip: true };
    const content = { ...pinned({ ...more, expected: '1', expects: 'never read' }), ...more };
    expect(readCallsFile(JSON.stringify(content)).ok).toBe(true);
  });
});

describe('what is not ours is refused', () => {
  const good = { symbol: 'f', prototype: 'int f(void)', arguments: [] };
  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"dlscope":2,"library":"x","calls":{}}',
    '{"dlscope":1,"library":"x","calls":[]}',
    '{"dlscope":1,"library":"x","calls":{"a":null}}',
    JSON.stringify({ dlscope: 1, library: 'x', calls: { ' blank': good } }),
    JSON.stringify({ dlscope: 1, library: 'x', calls: { a: { ...good, arguments: 'no list' } } }),
    JSON.stringify({ dlscope: 1, library: 'x', calls: { a: { ...good, symbol: '' } } }),
    '['.repeat(100_000),
    '<<<<<<< HEAD\n{"dlscope":1,"library":"x","calls":{}}',
    JSON.stringify({
      dlscope: 1,
      library: 'x',
      calls: Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`c${index}`, good])),
    }),
  ])('%#', (text) => {
    expect(readCallsFile(text)).toMatchObject({ ok: false, failure: { code: 'read-failed' } });
  });
});

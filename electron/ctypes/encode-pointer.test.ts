import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBytesLimit } from '../contract/call-value.ts';
import { fail, succeed } from '../contract/failure.ts';
import type { CType } from '../contract/prototype.ts';
import { encodeArguments } from './encode-arguments.ts';
import type { EncodeContext } from './encode-context.ts';
import {
  array,
  block,
  bool,
  byte,
  char,
  color,
  config,
  double,
  encoded,
  file,
  functionType,
  hexOf,
  hidden,
  int,
  node,
  number,
  point,
  pointer,
  prototype,
  records,
  refusal,
  shape,
  voidType,
} from './testing/typed.ts';

const cString = pointer(char, true);
const buffer = pointer(char);
const nothing = { kind: 'address', value: 0n };

describe('addresses', () => {
  it.each(['NULL', 'nullptr', 'null', '"NULL"', '"nullptr"', '0', '"0x0"'])('%s is NULL', (text) => {
    for (const type of [pointer(int), pointer(voidType), pointer(point), pointer(functionType(int, []))])
      expect(encoded(type, text)).toEqual(nothing);
  });

  it('takes addresses as words, strings and forms', () => {
    const address = { kind: 'address', value: 0x7fffn };
    for (const text of ['0x7fff', '32767', '"0x7fff"', '{"$address": "0x7fff"}'])
      expect(encoded(pointer(int), text)).toEqual(address);
    expect(encoded(cString, '{"$address": "0x7fff"}')).toEqual(address);
    expect(encoded(pointer(file), '0x7fff')).toEqual(address);
  });

  it('asks for a pointer that is left empty', () => {
    expect(refusal(pointer(int), ' ')).toBe(
      'a: missing; an address, new memory or NULL is expected for int *',
    );
    expect(refusal(pointer(functionType(int, [])), '')).toContain('missing; {"$callback": …}');
  });

  it('refuses NULL for a reference, and a number that is likely meant as its value', () => {
    const reference = { ...pointer(int, true), spelling: 'const int &', reference: true } as const;
    expect(refusal(reference, 'NULL')).toBe('a: const int & is a reference and cannot be NULL');
    expect(refusal(reference, '0x0')).toBe('a: const int & is a reference and cannot be NULL');
    expect(refusal(reference, '5')).toBe(
      'a: new memory like {"$in": …}, 0x… or a saved value is expected for const int &',
    );
    expect(hexOf(block(reference, '{"$in": 5}').image.bytes)).toBe('05000000');
    expect(encoded(reference, '0x10')).toEqual({ kind: 'address', value: 16n });
  });
});

describe('new memory', () => {
  it('takes its direction from const, or as it is written', () => {
    expect(block(pointer(point, true), '{"x": 1}').readBack).toBeNull();
    expect(block(pointer(point), '{"x": 1}').readBack).toEqual({ label: 'a', type: point });
    expect(block(pointer(point), '{"$in": {"x": 1}}').readBack).toBeNull();
    expect(block(pointer(point, true), '{"$inout": {}}').readBack).toEqual({ label: 'a', type: point });
  });

  it.each([
    [pointer(int), '{"$out": true}', '00000000', int],
    [pointer(int), '{"$out": 3}', '00'.repeat(12), array(int, 3)],
    [pointer(int), '{"$out": "0x2"}', '00'.repeat(8), array(int, 2)],
    [pointer(int), '{"$out": 0}', '', array(int, 0)],
    [pointer(int), '{"$out": [1, 0x2]}', '0100000002000000', array(int, 2)],
    [pointer(int), '[-1]', 'ffffffff', array(int, 1)],
    [pointer(int), '{"$inout": 7}', '07000000', int],
    [pointer(bool), '{"$inout": true}', '01', bool],
    [pointer(double), '{"$inout": 1.5}', '000000000000f83f', double],
    [pointer(color), '{"$inout": "GREEN|BLUE"}', '06000000', color],
    [pointer(color), '{$inout: RED | BLUE}', '05000000', color],
    [pointer(point), '[{"x": 1}, {"y": 2}]', '01000000000000000000000002000000', array(point, 2)],
    [pointer(array(int, 2)), '[[1, 2], [3]]', '01000000020000000300000000000000', array(array(int, 2), 2)],
    [pointer(voidType), '{"$out": 4}', '00000000', null],
    [pointer(pointer(int)), '{"$out": true}', '00'.repeat(8), pointer(int)],
  ])('%o %s', (type, text, hex, read) => {
    const { image, readBack } = block(type as CType, text as string);
    expect(hexOf(image.bytes)).toBe(hex);
    expect(readBack?.type).toEqual(
      read ?? { kind: 'array', spelling: 'unsigned char[4]', count: 4, of: expect.anything() },
    );
  });

  it('ends a list of strings with NULL', () => {
    const list = block(pointer(buffer), '["a", null, "0x10"]');
    expect(list.image.pointers).toEqual([
      { offset: 0, value: { kind: 'string', value: 'a' } },
      { offset: 16, value: { kind: 'string', value: '0x10' } },
    ]);
    expect(list.image.bytes.length).toBe(32);
    expect(list.readBack?.type).toEqual(array(buffer, 3));
  });

  it('builds blocks in blocks and says the path of what is read back', () => {
    const text =
      '{"name": "n", "items": [{"x": 1}, {"y": 2}], "data": "hi", "d": 1.5, "low": -4, "next": {"name": null}}';
    const { image, readBack } = block(pointer(config, true), text);
    expect(readBack).toBeNull();
    expect(hexOf(image.bytes)).toBe(
      `${'00'.repeat(8)}01000000000000000000000002000000${'00'.repeat(8)}6869000000000000000000000000f83f04${'00'.repeat(23)}`,
    );
    expect(image.pointers.map(({ offset }) => offset)).toEqual([0, 56]);
    expect(image.pointers[1]?.value).toMatchObject({
      kind: 'block',
      readBack: { label: 'a.next', type: config },
    });
  });

  it.each([
    [pointer(point), '{"x": 1, "z": 2}', 'a: struct point has no member "z"; did you mean x?'],
    [pointer(point), '{"other": 2}', 'a: struct point has no member "other"; there are x, y'],
    [pointer(point), '{"x": 2147483648}', 'a.x: 2147483648 does not fit int (−2147483648 to 2147483647)'],
    [pointer(point), '{"x": [1]}', 'a.x: one int is expected, not a list'],
    [pointer(point), '{"x": }', 'a: at character 7: a value is expected, not "}"'],
    [pointer(point), '{"x": 1, "x": 2}', 'a: at character 10: "x" is given twice'],
    [
      pointer(config),
      '{"items": [{}, {}, {"x": 1.5}]}',
      'a.items[2].x: 1.5 is not a whole number; int has no fraction',
    ],
    [
      pointer(config),
      '{"items": [{}, {}, {}, {}]}',
      'a.items: 4 elements do not fit struct point[3], which has 3',
    ],
    [pointer(config), '{"data": "123456789"}', 'a.data: 9 bytes do not fit char[8]'],
    [pointer(config), '{"low": 4}', 'a.low: 4 does not fit the 3 bits of int (−4 to 3)'],
    [pointer(config), '{"i": 1, "d": 2}', 'a: i and d lie in one union; give one of them'],
    [
      pointer(config),
      '{"next": {"next": {"low": 9}}}',
      'a.next.next.low: 9 does not fit the 3 bits of int (−4 to 3)',
    ],
    [
      pointer(config),
      '{"name": 5}',
      'a.name: a text in quotation marks or null is expected for const char *',
    ],
    [pointer(number), '{"i": 1, "d": 2}', 'a: i and d lie in one union; give one of them'],
    [pointer(shape), '{"_vptr.Shape": 1}', 'a._vptr.Shape: is laid out by the compiler and cannot be given'],
    [
      pointer(hidden),
      '{}',
      'a: how large struct hidden is, is not known; give NULL, an address or a saved value',
    ],
    [
      pointer(file),
      '{"$out": true}',
      'a: how large FILE is, is not known; give NULL, an address or a saved value',
    ],
    [pointer(int), '{"$out": -1}', 'a: $out takes a whole number, 0 or more, or true for one'],
    [pointer(int), '{"$size": 4}', 'a: one int is expected, not an object'],
    [pointer(int), '{"$inn": 4}', 'a: "$inn" is no form of an argument; did you mean $in?'],
    [pointer(int), '{"$in": 4, "$out": 5}', 'a: $in and $out do not go together'],
    [pointer(int), '{"$callback": 1}', 'a: int * is no function pointer, so $callback does not fit'],
    [pointer(int), 'abc', 'a: "abc" is not an address; write NULL, 0x… or a decimal address for int *'],
    [pointer(voidType), '{"$out": true}', 'a: void has no size; say how many bytes: {"$out": 64}'],
    [
      pointer(voidType),
      '"text"',
      'a: "text" is not an address; write NULL, 0x… or a decimal address for void *; a text is given as {"$text": "…"}',
    ],
    [
      pointer(voidType),
      '{"$size": 1, "$out": true}',
      'a: $size and $out do not go together; write {"$out": {"$size": …}}',
    ],
    [pointer(color), '{"$in": "GREN"}', 'a: "GREN" is no constant of enum color; did you mean GREEN?'],
    [pointer(color), '{"$in": 4294967296}', 'a: "4294967296" does not fit enum color (0 to 4294967295)'],
  ])('%o refuses %s', (type, text, message) => {
    expect(refusal(type as CType, text as string)).toBe(message);
  });

  it('refuses more than one call may have, before it is allocated', () => {
    expect(refusal(pointer(int), '{"$out": 99999999999}')).toContain('is too much');
    expect(refusal(pointer(config), `{"$out": ${blockBytesLimit}}`)).toContain('are too many');
    const all = encodeArguments(prototype([pointer(voidType), pointer(voidType)]), [
      `{"$out": ${blockBytesLimit - 10}}`,
      '{"$out": 11}',
    ]);
    expect(all).toMatchObject({ ok: false, failure: { argument: 'b' } });
  });
});

describe('buffers', () => {
  it.each([
    [pointer(voidType), '{"$hex": "00 fF 7a"}', '00ff7a'],
    [pointer(voidType), '{"$text": "aé"}', '61c3a9'],
    [pointer(byte), '{"$text": "a", "$size": 3}', '610000'],
    [pointer(byte), '[1, 0x2]', '0102'],
    [pointer(voidType), '{"$in": {"$size": 2}}', '0000'],
    [pointer(voidType), '{"$file": "/f"}', '0708'],
    [buffer, '{"$text": "ab"}', '616200'],
    [buffer, '{"$out": {"$size": 2}}', '0000'],
    [buffer, '{"$out": 2}', '0000'],
    [buffer, '{"$inout": "ab"}', '616200'],
    [buffer, '{"$inout": {"$text": "ab", "$size": 4}}', '61620000'],
    [buffer, '{"$in": [104, "\'i\'"]}', '6869'],
  ])('%o %s', (type, text, hex) => {
    const context: EncodeContext = { file: () => succeed(Uint8Array.from([7, 8])) };
    const { image, readBack } = block(type as CType, text as string, context);
    expect(hexOf(image.bytes)).toBe(hex);
    expect(readBack === null).toBe((text as string).includes('$in"'));
  });

  it.each([
    [pointer(voidType), '{"$hex": "0g"}', 'a: "g" is no hexadecimal digit; $hex takes bytes like "00 ff 7a"'],
    [pointer(voidType), '{"$hex": "000"}', 'a: $hex has half a byte: two digits make one'],
    [
      pointer(voidType),
      '{"$hex": "00", "$text": ""}',
      'a: one of $text, $hex and $file is expected, not several',
    ],
    [buffer, '{"$text": "abc", "$size": 3}', 'a: 4 bytes do not fit $size 3'],
    [pointer(voidType), '{"$file": "/f"}', 'a: No such file: /f'],
    [pointer(voidType), '{"$size": -1}', 'a: $size takes a whole number, 0 or more'],
    [
      pointer(voidType),
      '{"$text": "\\ud800"}',
      'a: half of a character (a lone surrogate) cannot be written in UTF-8',
    ],
  ])('%o refuses %s', (type, text, message) => {
    const context: EncodeContext = { file: () => fail('file-missing', 'No such file: /f') };
    expect(refusal(type as CType, text as string, context)).toBe(message);
  });

  it('reads no files where there are none', () => {
    expect(refusal(pointer(voidType), '{"$file": "/f"}')).toContain('files cannot be read here');
  });
});

describe('strings', () => {
  it.each(['{"a": 1}', '{', '{"$in": ', '[1]', '{}', '{"$in": 1, "x": 2}', '"quoted"'])(
    'takes %s as the text',
    (text) => {
      const value = text === '"quoted"' ? 'quoted' : text;
      expect(encoded(cString, text)).toEqual({ kind: 'string', value });
    },
  );

  it('takes what all begins with $ as a form', () => {
    expect(refusal(cString, '{"$ref": "#"}')).toContain('"$ref" is no form of an argument');
  });
});

describe('saved values', () => {
  const context: EncodeContext = {
    savedNames: ['db', 'count', 'old', 'ratio', 'yes'],
    saved: (name) =>
      (
        ({
          db: { kind: 'address', value: 0x5000n, type: 'sqlite3 *', dead: null },
          count: { kind: 'integer', value: 300n, type: 'int', dead: null },
          ratio: { kind: 'float', value: 0.5, type: 'double', dead: null },
          yes: { kind: 'bool', value: true, type: 'bool', dead: null },
          old: { kind: 'address', value: 1n, type: 'int *', dead: 'its process has ended' },
        }) as const
      )[name] ?? null,
  };

  it.each([
    [int, '$count', { kind: 'integer', value: 300n }],
    [color, ' $count ', { kind: 'integer', value: 300n }],
    [double, '$ratio', { kind: 'float', value: 0.5 }],
    [bool, '"$yes"', { kind: 'bool', value: true }],
    [pointer(file), '$db', { kind: 'address', value: 0x5000n }],
    [cString, '$db', { kind: 'address', value: 0x5000n }],
    [cString, '"$db"', { kind: 'string', value: '$db' }],
    [pointer(functionType(int, [])), '"$db"', { kind: 'address', value: 0x5000n }],
  ])('%o takes %s', (type, text, value) => {
    expect(encoded(type as CType, text as string, context)).toEqual(value);
  });

  it('stands in lists and records too', () => {
    expect(hexOf(block(pointer(point), '{"x": $count}', context).image.bytes)).toBe('2c01000000000000');
    expect(hexOf(block(pointer(pointer(voidType)), '["$db"]', context).image.bytes)).toBe('0050000000000000');
    expect(hexOf(block(pointer(cString), '["$db"]', context).image.bytes)).toBe(`0050${'00'.repeat(14)}`);
  });

  it.each([
    [int, '$cuont', 'a: $cuont is not saved; did you mean $count?'],
    [int, '$nothing', 'a: $nothing is not saved; there are $db, $count, $old, $ratio, $yes'],
    [pointer(int), '$old', 'a: $old cannot be used: its process has ended'],
    [pointer(int), '$count', 'a: $count is an integer (int) and does not fit int *'],
    [int, '$db', 'a: $db is a pointer (sqlite3 *) and does not fit int'],
    [char, '$count', 'a: $count is 300, which does not fit char (−128 to 127)'],
    [
      cString,
      '$home',
      'a: $home is not saved; there are $db, $count, $old, $ratio, $yes; the text itself is "$home" with its quotation marks',
    ],
    [
      pointer(cString),
      '["$home"]',
      'a[0]: $home is not saved; there are $db, $count, $old, $ratio, $yes; the text itself is {"$text": "…"}',
    ],
  ])('%o refuses %s', (type, text, message) => {
    expect(refusal(type as CType, text as string, context)).toBe(message);
  });

  it('says so when nothing is saved', () => {
    expect(refusal(int, '$x')).toBe('a: $x is not saved; nothing is saved yet');
  });
});

describe('function pointers', () => {
  const compare = pointer(functionType(int, [pointer(voidType, true), pointer(voidType, true)]));
  const each = pointer(functionType(voidType, [int]));

  function returns(type: CType, text: string) {
    const value = encoded(type, text);
    return value.kind === 'callback' ? value.recorder.returns : null;
  }

  it('takes a symbol or a recorder', () => {
    expect(encoded(compare, '{"$symbol": "compare_ints"}')).toEqual({ kind: 'symbol', name: 'compare_ints' });
    expect(encoded(compare, '{"$callback": 1}')).toEqual({
      kind: 'callback',
      recorder: { label: 'a', type: compare.to, returns: [{ kind: 'integer', value: 1n }] },
    });
  });

  it('returns nothing, zero, one value or several in turn', () => {
    expect(returns(each, '{"$callback": null}')).toEqual([]);
    expect(returns(each, '{"$callback": []}')).toEqual([]);
    expect(returns(compare, '{"$callback": null}')).toEqual([{ kind: 'integer', value: 0n }]);
    expect(returns(compare, '{"$callback": [-1, "0x2"]}')).toEqual(
      [-1n, 2n].map((value) => ({ kind: 'integer', value })),
    );
    expect(returns(pointer(functionType(cString, [])), '{"$callback": ["a", null]}')).toEqual([
      { kind: 'string', value: 'a' },
      nothing,
    ]);
    expect(returns(pointer(functionType(point, [])), '{"$callback": {"y": 1}}')).toMatchObject([
      { kind: 'record' },
    ]);
    expect(returns(pointer(functionType(double, [])), '{"$callback": 0.5}')).toEqual([
      { kind: 'float', value: 0.5 },
    ]);
  });

  it('names the one value that does not fit', () => {
    expect(refusal(compare, '{"$callback": [0, 1.5]}')).toBe(
      'a.returns[1]: 1.5 is not a whole number; int has no fraction',
    );
    expect(refusal(each, '{"$callback": 1}')).toBe(
      'a: the function returns nothing; write {"$callback": null}',
    );
    const odd = pointer(functionType(int, [{ kind: 'opaque', spelling: 'long double', size: 16 }]));
    expect(refusal(odd, '{"$callback": 1}')).toBe(
      'a: a function that passes long double by value cannot be recorded',
    );
    expect(refusal(compare, '{}')).toContain('NULL, {"$callback": …} for a recorder');
    expect(refusal(compare, '{"$in": 1}')).toContain('points to a function');
  });

  it('is a member like any other', () => {
    const { image } = block(pointer(config, true), '{"done": {"$callback": 3}}');
    expect(image.pointers).toMatchObject([
      { offset: 64, value: { kind: 'callback', recorder: { label: 'a.done' } } },
    ]);
  });
});

describe('typed memory behind void *', () => {
  const context: EncodeContext = {
    type: (text) =>
      text === 'struct node' ? succeed({ type: node, records }) : fail('bad-prototype', `${text} is unknown`),
  };

  it('brings the records that its type needs', () => {
    const outcome = encodeArguments(
      prototype([pointer(voidType)]),
      ['{"$type": "struct node", "$out": {"value": 5}}'],
      context,
    );
    if (!outcome.ok) throw new Error(outcome.failure.message);
    const [value] = outcome.value.values;
    const shifted = { ...node, record: records.length + 4 };
    expect(value).toMatchObject({ kind: 'block', readBack: { label: 'a', type: shifted } });
    expect(outcome.value.records.length).toBe(2 * records.length);
    expect(outcome.value.records[shifted.record]?.members?.[1]?.type).toMatchObject({ to: shifted });
  });

  it('says what is wrong with the type', () => {
    expect(refusal(pointer(voidType), '{"$type": "struct nod", "$in": {}}', context)).toBe(
      'a: struct nod is unknown',
    );
    expect(refusal(pointer(voidType), '{"$type": "int", "$in": 1}')).toBe(
      'a: no types are known here for $type',
    );
    expect(refusal(pointer(int), '{"$type": "int", "$in": 1}', context)).toContain('$type belongs to void *');
  });
});

describe('records by value and extra arguments', () => {
  it('takes a record by value', () => {
    const value = encoded(point, '{"y": 2}');
    expect(value.kind === 'record' && hexOf(value.image.bytes)).toBe('0000000002000000');
    expect(refusal(point, '')).toBe('a: missing; an object like {} is expected for struct point');
    expect(refusal(point, '[1]')).toBe('a: an object like {"x": …, "y": …} is expected for struct point');
    expect(refusal(hidden, '{}')).toContain('the layout of struct hidden is not known');
  });

  it.each([
    ['(int) 42', 'int', { kind: 'integer', value: 42n }],
    ["(char)'a'", 'int', { kind: 'integer', value: 97n }],
    ['(unsigned short) 65535', 'int', { kind: 'integer', value: 65_535n }],
    ['(bool) true', 'int', { kind: 'integer', value: 1n }],
    ['( float ) 0.1', 'double', { kind: 'float', value: Math.fround(0.1) }],
    [
      '(unsigned long long)18446744073709551615',
      'unsigned long long',
      { kind: 'integer', value: 2n ** 64n - 1n },
    ],
    ['(const char *) two words ', 'const char *', { kind: 'string', value: 'two words ' }],
    ['(const char *)', 'const char *', { kind: 'string', value: '' }],
    ['(void *) NULL', 'void *', { kind: 'address', value: 0n }],
  ])('%s', (text, spelling, value) => {
    expect(encodeArguments(prototype([int], true), ['1', text])).toMatchObject({
      ok: true,
      value: { values: [{ value: 1n }, value], extra: [{ spelling }] },
    });
  });

  it.each([
    ['42', 'b2: the type is missing; write it in front, as in (int) 42, (double) 1.5 or (const char *) text'],
    ['(int 42', 'b2: the type is missing'],
    ['(char) 300', 'b2: 300 does not fit char (−128 to 127)'],
    ['(nope) 1', 'b2: (nope) is no type: '],
    ['(int *)', 'b2: missing; '],
    ['(void) 1', 'b2: void cannot be passed by value'],
  ])('refuses %s', (text, message) => {
    const outcome = encodeArguments(prototype([int], true), ['1', text]);
    expect(outcome.ok ? '' : outcome.failure.message).toContain(message.replace('b2', 'arg 2'));
  });

  it('counts', () => {
    expect(encodeArguments(prototype([int], true), [])).toMatchObject({
      failure: { message: 'a: missing; f takes at least 1 argument, 0 given' },
    });
    expect(
      encodeArguments(
        prototype([], true),
        Array.from({ length: 65 }, () => '(int) 1'),
      ),
    ).toMatchObject({
      failure: { argument: 'arg 65' },
    });
  });
});

describe('hostile input', () => {
  const types = [
    pointer(config),
    config,
    pointer(voidType),
    pointer(pointer(char)),
    pointer(functionType(int, [])),
    cString,
    pointer(shape),
    pointer(hidden),
  ];
  const words = [
    '$in',
    '$out',
    '$inout',
    '$size',
    '$hex',
    '$text',
    '$type',
    '$callback',
    'x',
    'items',
    'next',
    'low',
    'name',
    'd',
    '__proto__',
    'constructor',
  ];
  const value = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('1', 'null', 'true', '"a"', '-1', '"00"', '1e9', '$x', "'a'", '99999999999999999999'),
      fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc
        .uniqueArray(fc.tuple(fc.constantFrom(...words), tie('value')), {
          maxLength: 3,
          selector: ([name]) => name,
        })
        .map((all) => `{${all.map(([name, inner]) => `"${name}": ${inner}`).join(', ')}}`),
    ),
  })).value;

  it('never throws, and every failure begins with its path', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.oneof(value, fc.string({ unit: 'binary' })), (type, text) => {
        const outcome = encodeArguments(prototype([type]), [text]);
        if (outcome.ok) return;
        expect(outcome.failure.code).toBe('bad-argument');
        expect(outcome.failure.message.startsWith(`${outcome.failure.argument}: `)).toBe(true);
      }),
      { numRuns: 10_000 },
    );
  });

  it('writes nothing outside a record whose layout contradicts itself', () => {
    const wrong: CType = { kind: 'record', spelling: 'struct wrong', record: 0 };
    const members = [
      { name: 'far', type: int, offset: 2, bits: null },
      { name: 'bits', type: int, offset: 0, bits: { offset: 30, size: 8 } },
      { name: null, type: wrong, offset: 0, bits: null },
    ];
    const table = [
      {
        keyword: 'struct' as const,
        spelling: 'struct wrong',
        size: 4,
        alignment: 3,
        members,
        passedByReference: false,
      },
    ];
    const odd = { ...prototype([pointer(wrong)]), records: table };
    for (const text of ['{"far": 1}', '{"bits": 1}'])
      expect(encodeArguments(odd, [text])).toMatchObject({
        ok: false,
        failure: { message: expect.stringContaining('contradicts itself') },
      });
    expect(encodeArguments(odd, ['{}'])).toMatchObject({
      ok: true,
      value: { values: [{ image: { alignment: 16 } }] },
    });
  });
});

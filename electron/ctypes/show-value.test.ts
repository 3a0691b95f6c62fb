import { describe, expect, it } from 'vitest';
import type { ResultValue } from '../contract/call-value.ts';
import type { CType } from '../contract/prototype.ts';
import { decodeValue } from './decode-value.ts';
import { defaultArgumentText } from './default-argument.ts';
import { encodeArgument } from './encode-arguments.ts';
import { inputText } from './input-text.ts';
import { integerViews } from './integer-views.ts';
import { noMemory } from './memory-reader.ts';
import { shownJson, showValue } from './show-value.ts';
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
  hidden,
  int,
  node,
  number,
  point,
  pointer,
  prototype,
  records,
  shape,
  voidType,
} from './testing/typed.ts';

function show(type: CType, value: ResultValue) {
  return showValue({ type, records }, value, { name: null, at: null });
}

/** What lies in new memory for an argument. */
function shownBlock(type: CType, text: string) {
  const { image, readBack } = block(type, text);
  const read = readBack?.type ?? type;
  return show(read, decodeValue({ type: read, records }, { address: null, bytes: image.bytes }, noMemory));
}

const integer = (value: bigint): ResultValue => ({ kind: 'integer', value });

describe('leaves', () => {
  it.each([
    [color, 2n, 'GREEN (2)', '"GREEN"', '0x00000002', 'GREEN'],
    [color, 3n, 'RED|GREEN (3)', '"RED|GREEN"', '0x00000003', 'RED|GREEN'],
    [color, 9n, '9', '9', '0x00000009', '9'],
    [color, 0n, '0', '0', '0x00000000', '0'],
    [char, 97n, "'a' (97)", '97', '0x61', '97'],
    [int, -5n, '-5', '-5', '0xfffffffb', '-5'],
    [
      { ...int, bits: 64, spelling: 'long' },
      2n ** 53n,
      '9007199254740992',
      '"9007199254740992"',
      '0x0020000000000000',
      '9007199254740992',
    ],
  ])('%o %s', (type, value, text, json, hex, input) => {
    const shown = show(type as CType, integer(value));
    expect(shown).toMatchObject({ text, json, hex });
    expect(inputText(shown)).toBe(input);
    expect(encoded(type as CType, input)).toEqual(integer(value));
  });

  it('takes no enum for flags whose constants are numbers in a row', () => {
    const row: CType = {
      kind: 'enum',
      spelling: 'enum e',
      bits: 32,
      signed: true,
      constants: [1n, 2n, 5n].map((value) => ({ name: `E${value}`, value })),
    };
    expect(show(row, integer(3n)).text).toBe('3');
    expect(show(row, integer(5n)).text).toBe('E5 (5)');
  });

  it('writes strings, pointers and what is no value', () => {
    const string = show(pointer(char), {
      kind: 'pointer',
      address: 16n,
      text: { value: 'a"b', truncated: false },
      target: null,
    });
    expect(string).toMatchObject({ text: '"a\\"b"', json: '"a\\"b"', pointsTo: '0x10', hex: null });
    expect(inputText(string)).toBe('"a\\"b"');
    const cut = show(pointer(char), {
      kind: 'pointer',
      address: 16n,
      text: { value: 'ab', truncated: true },
      target: null,
    });
    expect([cut.text, inputText(cut)]).toEqual(['"ab"…', null]);
    const none = show(pointer(int), { kind: 'pointer', address: 0n, text: null, target: null });
    expect(none).toMatchObject({ text: 'NULL', json: 'null', pointsTo: null });
    expect(inputText(none)).toBe('null');
    expect(encoded(pointer(int), 'null')).toEqual({ kind: 'address', value: 0n });
    const bad = show(int, { kind: 'unreadable', reason: 'gone' });
    expect([bad.text, bad.json, inputText(bad)]).toEqual(['unreadable: gone', 'null', null]);
    expect(inputText(show(voidType, { kind: 'void' }))).toBeNull();
    expect(show(double, { kind: 'float', value: Number.NaN }).json).toBe('"nan"');
    expect(shownJson(show(double, { kind: 'float', value: -0 }))).toBe('-0');
  });

  it('writes char arrays as text and bytes in hexadecimal', () => {
    expect(shownBlock(pointer(char), '{"$out": {"$text": "hé", "$size": 8}}')).toMatchObject({
      text: '"hé"',
      json: '"hé"',
      hex: '68 c3 a9 00 00 00 00 00',
      type: 'char[8]',
    });
    expect(shownBlock(pointer(char), '{"$out": {"$hex": "ff 00"}}')).toMatchObject({
      text: 'ff 00',
      json: '{"$hex":"ff 00"}',
    });
    const bytes = shownBlock(pointer(byte), '{"$out": 100}');
    expect(bytes.text).toBe(`${'00 '.repeat(64)}…`);
    expect(bytes.hex?.length).toBe(299);
    expect(inputText(bytes)).toBe(`{"$hex":"${'00 '.repeat(99)}00"}`);
    const cut = show(array(byte, 70_000), { kind: 'bytes', bytes: new Uint8Array(4), total: 70_000 });
    expect([cut.text, cut.more, inputText(cut)]).toEqual(['00 00 00 00 …', 69_996, null]);
  });
});

describe('trees', () => {
  it('clips the short form and bounds the tree', () => {
    const many = show(array(int, 5000), {
      kind: 'array',
      items: Array.from({ length: 1000 }, () => integer(7n)),
      total: 5000,
    });
    expect(many.text).toBe(`[${'7, '.repeat(65)}…]`);
    expect([many.more, many.children.length, many.children[3]?.name]).toEqual([4000, 1000, '[3]']);
    const row: ResultValue = {
      kind: 'array',
      items: Array.from({ length: 1000 }, () => integer(7n)),
      total: 1000,
    };
    const square = show(array(array(int, 1000), 100), {
      kind: 'array',
      items: Array.from({ length: 100 }, () => row),
      total: 100,
    });
    const nodes = square.children.reduce((sum, child) => sum + 1 + child.children.length, 1);
    expect(nodes).toBeLessThanOrEqual(20_000);
    expect(square.more).toBe(100 - square.children.length);
    const long = show(pointer(char), {
      kind: 'pointer',
      address: 1n,
      text: { value: 'x'.repeat(500), truncated: false },
      target: null,
    });
    expect(long.text.length).toBe(502);
  });

  it('gives back what was typed', () => {
    for (const text of ['{"x": 1, "y": -2}', '[{"x": 1, "y": 0}, {"x": 0, "y": 5}]']) {
      const shown = shownBlock(pointer(point), text);
      expect(shownJson(shown)).toBe(text);
      expect(inputText(shown)).toBe(text);
    }
  });

  it('gives no input for a union, and none of what the compiler laid out', () => {
    expect(inputText(shownBlock(pointer(number), '{"d": 1}'))).toBeNull();
    expect(inputText(shownBlock(pointer(config), '{"d": 1}'))).toBeNull();
    expect(inputText(shownBlock(pointer(shape), '{"sides": 3}'))).toBe('{"sides": 3}');
  });

  it('keeps a text like $name a text', () => {
    const value: ResultValue = {
      kind: 'pointer',
      address: 9n,
      text: { value: '$HOME', truncated: false },
      target: null,
    };
    const shown = show(array(pointer(char), 1), { kind: 'array', items: [value], total: 1 });
    expect(inputText(shown)).toBe('[{"$text": "$HOME"}]');
    expect(encodeArgument(prototype([pointer(pointer(char))]), 0, inputText(shown) ?? '').ok).toBe(true);
  });
});

describe('views of integers', () => {
  it('shows the bits in every way', () => {
    expect(integerViews('0xfffffff6')).toEqual({
      bits: 32,
      signed: '-10',
      unsigned: '4294967286',
      hex: '0xfffffff6',
      binary: '1111 1111 1111 1111 1111 1111 1111 0110',
      character: null,
    });
    expect(integerViews('0x0041', 8)).toMatchObject({
      binary: '00000000 01000001',
      character: "'A'",
      signed: '65',
    });
    expect(integerViews('0x0a')?.character).toBe("'\\n'");
    expect(integerViews('68 65')).toBeNull();
  });
});

describe('what a form proposes', () => {
  it.each([
    [int, ''],
    [double, ''],
    [bool, 'false'],
    [color, 'RED'],
    [pointer(char, true), ''],
    [pointer(char), '{"$out": {"$size": 256}}'],
    [pointer(int), '{"$out": true}'],
    [pointer(color), '{"$out": true}'],
    [pointer(int, true), ''],
    [pointer(byte), ''],
    [pointer(voidType), ''],
    [pointer(file), ''],
    [pointer(hidden), ''],
    [pointer(node), '{"$inout": {}}'],
    [pointer(node, true), '{"$in": {}}'],
    [pointer(pointer(file)), '{"$out": true}'],
    [pointer(pointer(char)), '{"$out": true}'],
    [pointer(pointer(char, true), true), '[]'],
    [point, '{}'],
    [pointer(functionType(voidType, [int])), '{"$callback": null}'],
    [pointer(functionType(int, [int])), '{"$callback": 0}'],
    [pointer(functionType(bool, [])), '{"$callback": false}'],
    [pointer(functionType(point, [])), '{"$callback": {}}'],
  ])('%o: %s', (type, text) => {
    const typed = prototype([type as CType]);
    expect(defaultArgumentText(typed, 0)).toBe(text);
    if (text !== '') expect(encodeArgument(typed, 0, text as string).ok).toBe(true);
  });

  it.each([
    ['Shape::Shape', '{"$out": true}'],
    ['geometry::Shape<int>::Shape', '{"$out": true}'],
    ['_ZN5ShapeC1Ei', '{"$out": true}'],
    ['Shape::area', ''],
    ['_ZNK5Shape4areaEv', ''],
  ])('makes an object for a constructor: %s', (name, text) => {
    const parameters = [{ name: 'this', type: pointer(shape), isThis: true as const }];
    expect(defaultArgumentText({ ...prototype([]), name, parameters }, 0)).toBe(text);
  });
});

import { describe, expect, test } from 'vitest';
import type { PointerForm, PointerType } from './pointer-form.ts';
import { modesFor, startOf, withDirection } from './pointer-modes.ts';
import { readPointer } from './read-pointer.ts';
import { byte, callback, char, int, nothing, point, pointer, records } from './types-for-tests.ts';
import { writePointer } from './write-pointer.ts';

const anyBytes = pointer(nothing);
const text = pointer(char, true);
const numbers = pointer(int);
const points = pointer(point, true);
const texts = pointer(text, true);
const visitor = pointer(callback);

describe('readPointer and writePointer', () => {
  const cases: readonly (readonly [string, PointerType, string, PointerForm])[] = [
    ['nothing yet', anyBytes, '', { mode: 'empty' }],
    ['NULL', anyBytes, 'NULL', { mode: 'null', text: 'NULL' }],
    ['an address', anyBytes, '0x7f00', { mode: 'address', text: '0x7f00' }],
    ['a saved value', anyBytes, '$db', { mode: 'saved', name: 'db' }],
    ['a string as it is', text, 'a {b}', { mode: 'string', text: 'a {b}' }],
    ['a string that looks like JSON', text, '{"a": 1}', { mode: 'string', text: '{"a": 1}' }],
    ['an empty string', text, '', { mode: 'string', text: '' }],
    ['no string', text, 'NULL', { mode: 'null', text: 'NULL' }],
    [
      'zeroed bytes',
      anyBytes,
      '{"$size": 64}',
      { mode: 'buffer', direction: 'inout', size: '64', fill: 'zero', content: '' },
    ],
    [
      'a text with room behind it, to be read back',
      pointer(char),
      '{"$text": "abc", "$size": 64}',
      { mode: 'buffer', direction: 'inout', size: '64', fill: 'text', content: 'abc' },
    ],
    [
      'bytes that are only written',
      pointer(byte),
      '{"$out": {"$size": 16}}',
      { mode: 'buffer', direction: 'out', size: '16', fill: 'zero', content: '' },
    ],
    [
      'bytes in hexadecimal',
      anyBytes,
      '{"$in": {"$hex": "00 ff"}}',
      { mode: 'buffer', direction: 'in', size: '', fill: 'hex', content: '00 ff' },
    ],
    ['a place for one value', numbers, '{"$out": true}', { mode: 'zeroed', count: '1' }],
    ['a place for several', numbers, '{"$out": 16}', { mode: 'zeroed', count: '16' }],
    ['one number', numbers, '{"$inout": 5}', { mode: 'value', direction: 'inout', text: '5' }],
    ['one number that is only read', numbers, '{"$in": 5}', { mode: 'value', direction: 'in', text: '5' }],
    ['an array', numbers, '[1, 2, 3]', { mode: 'list', direction: 'inout', items: ['1', '2', '3'] }],
    ['a list of strings', texts, '["a", "b c"]', { mode: 'list', direction: 'in', items: ['a', 'b c'] }],
    ['a struct', points, '{"x": 1}', { mode: 'value', direction: 'in', text: '{"x": 1}' }],
    [
      'structs that are read and written',
      points,
      '{"$inout": [{"x": 1}, {}]}',
      { mode: 'list', direction: 'inout', items: ['{"x": 1}', '{}'] },
    ],
    ['a function of the library', visitor, '{"$symbol": "compare"}', { mode: 'symbol', name: 'compare' }],
    ['a recorder that returns one value', visitor, '{"$callback": 0}', { mode: 'callback', returns: ['0'] }],
    [
      'a recorder that returns several',
      visitor,
      '{"$callback": [1, 0]}',
      { mode: 'callback', returns: ['1', '0'] },
    ],
    ['a recorder that returns nothing', visitor, '{"$callback": null}', { mode: 'callback', returns: [] }],
  ];

  test.each(cases)('%s', (_, type, written, form) => {
    expect(readPointer(type, written)).toEqual(form);
    expect(writePointer(type, form)).toBe(written);
  });

  test('what no editor shows stays text', () => {
    for (const written of [
      '[1',
      '{"$type": "int", "$out": 4}',
      '{"$what": 1}',
      '{"$text": "a", "$hex": "00"}',
    ]) {
      expect(readPointer(anyBytes, written)).toEqual({ mode: 'text', text: written });
    }
  });

  test('bytes by their number are a buffer', () => {
    expect(readPointer(anyBytes, '{"$out": 16}')).toMatchObject({
      mode: 'buffer',
      size: '16',
      direction: 'out',
    });
  });

  test('half-typed parts survive', () => {
    const form: PointerForm = { mode: 'list', direction: 'inout', items: ['-', '"', '1 2', '0x'] };
    expect(readPointer(numbers, writePointer(numbers, form))).toEqual(form);
  });

  test('strings that look like something else survive', () => {
    const form: PointerForm = {
      mode: 'list',
      direction: 'in',
      items: ['NULL', '"NULL"', '$x', '""', '{"$in": 1}', '[1]'],
    };
    const read = readPointer(texts, writePointer(texts, form));
    expect(read).toMatchObject({ mode: 'list' });
    expect(writePointer(texts, read)).toBe(writePointer(texts, form));
  });
});

describe('modesFor', () => {
  const opaque = pointer({ kind: 'opaque', spelling: 'FILE', size: null });
  const hidden = pointer({ kind: 'record', spelling: 'struct hidden', record: 3 });

  test('offers what fits the type', () => {
    expect(modesFor(text, records)).toEqual(['string', 'buffer', 'null', 'saved']);
    expect(modesFor(visitor, records)).toEqual(['callback', 'symbol', 'null', 'saved', 'address']);
    expect(modesFor(opaque, records)).toEqual(['null', 'saved', 'address']);
    expect(modesFor(hidden, records)).toEqual(['null', 'saved', 'address']);
    expect(modesFor(points, records)).not.toContain('zeroed');
    expect(modesFor(pointer(point), records)).toContain('zeroed');
  });

  test('a reference is never NULL', () => {
    expect(modesFor({ ...points, reference: true }, records)).not.toContain('null');
  });

  test('each begins with a text that is read as that way', () => {
    for (const type of [anyBytes, text, numbers, points, texts, visitor, pointer(byte)]) {
      for (const mode of modesFor(type, records)) {
        const written = writePointer(type, startOf(mode, type, ['db']));
        const expected = mode === 'address' ? 'empty' : mode;
        expect(readPointer(type, written).mode).toBe(expected);
      }
    }
  });
});

describe('withDirection', () => {
  test('what is only written has no content but a number', () => {
    expect(withDirection({ mode: 'list', direction: 'inout', items: ['1', '2'] }, 'out')).toEqual({
      mode: 'zeroed',
      count: '2',
    });
    expect(withDirection({ mode: 'zeroed', count: '3' }, 'in')).toEqual({
      mode: 'list',
      direction: 'in',
      items: ['', '', ''],
    });
    expect(withDirection({ mode: 'zeroed', count: '1' }, 'inout')).toEqual({
      mode: 'value',
      direction: 'inout',
      text: '',
    });
  });

  test('an address has none', () => {
    expect(withDirection({ mode: 'address', text: '0x1' }, 'out')).toEqual({ mode: 'address', text: '0x1' });
  });
});

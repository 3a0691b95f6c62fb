import { describe, expect, test } from 'vitest';
import { firstChoice, pointeeOf, viewOfChoice } from './view-choice.ts';

test.each([
  ['const struct point *', 'struct point'],
  ['struct point *const', 'struct point'],
  ['char **', 'char *'],
  ['const char *const *', 'char *'],
  ['geometry::Circle &', 'geometry::Circle'],
  ['void *', null],
  ['int (*)(int)', null],
  ['unsigned long', null],
])('behind %s lies %s', (pointer, target) => {
  expect(pointeeOf(pointer)).toBe(target);
});

describe('firstChoice', () => {
  test('text for char, bytes for what has no type or is a byte, else the type', () => {
    expect(
      ['const char *', 'void *', 'uint8_t *', 'struct point *'].map((type) => firstChoice(type).kind),
    ).toEqual(['string', 'bytes', 'bytes', 'type']);
  });
});

describe('viewOfChoice', () => {
  const choice = firstChoice('struct point *');

  test('is the request of the fields', () => {
    expect(viewOfChoice({ ...choice, count: '3' })).toEqual({ kind: 'type', type: 'struct point', count: 3 });
    expect(viewOfChoice({ ...choice, kind: 'bytes' })).toEqual({ kind: 'bytes', count: 64 });
    expect(viewOfChoice({ ...choice, kind: 'string' })).toEqual({ kind: 'string' });
  });

  test('is nothing while a number is missing or out of bounds', () => {
    expect(viewOfChoice({ ...choice, count: '0' })).toBeNull();
    expect(viewOfChoice({ ...choice, count: '1001' })).toBeNull();
    expect(viewOfChoice({ ...choice, kind: 'bytes', bytes: '65537' })).toBeNull();
    expect(viewOfChoice({ ...choice, type: ' ' })).toBeNull();
  });
});

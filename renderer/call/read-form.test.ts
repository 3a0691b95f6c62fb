import { expect, test } from 'vitest';
import { readFields, readPrototype } from './read-form.ts';

test('no text is no prototype and no failure', () => {
  expect(readPrototype('  ')).toBeNull();
});

test('labels the fields with the names of the parameters, or numbers', () => {
  const read = readPrototype('double scale(double value, int)');
  const fields = readFields(read?.ok === true ? read.value : null, ['1.5', '2.5']);
  expect(fields.map(({ label, type }) => `${label}: ${type}`)).toEqual(['value: double', 'arg 2: int']);
  expect(fields.map(({ failure }) => failure?.argument ?? null)).toEqual([null, 'arg 2']);
});

test('a text that is no prototype says why', () => {
  const read = readPrototype('int add(int a');
  expect(read?.ok === false && read.failure.code).toBe('bad-prototype');
});

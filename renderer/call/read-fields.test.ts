import { expect, test } from 'vitest';
import { parsePrototype } from '../../electron/ctypes/parse-prototype.ts';
import { isEmptyPointer, readFields } from './read-fields.ts';

const context = { saved: () => null };

function fieldsOf(prototype: string, ...texts: string[]) {
  const read = parsePrototype(prototype);
  return readFields(read.ok ? read.value : null, texts, context);
}

test('labels the fields with the names of the parameters, or numbers', () => {
  const fields = fieldsOf('double scale(double value, int)', '1.5', '2.5');
  expect(fields.map(({ label, type }) => `${label}: ${type?.spelling}`)).toEqual([
    'value: double',
    'arg 2: int',
  ]);
  expect(fields.map(({ failure }) => failure?.argument ?? null)).toEqual([null, 'arg 2']);
});

test('no prototype has no fields', () => {
  expect(readFields(null, ['1'], context)).toEqual([]);
});

test('a pointer left empty is asked about; NULL written out is not', () => {
  const [empty, written, number] = fieldsOf('int f(void *a, void *b, int c)', '', 'NULL', '');
  expect([empty, written, number].map((field) => field !== undefined && isEmptyPointer(field))).toEqual([
    true,
    false,
    false,
  ]);
});

test('the extra arguments of a variadic call have fields of their own', () => {
  const fields = fieldsOf('int printf(const char *format, ...)', '%d', '(int) 7', '7');
  expect(fields.map(({ label }) => label)).toEqual(['format', 'arg 2', 'arg 3']);
  expect(fields.map(({ failure }) => failure === null)).toEqual([true, true, false]);
});

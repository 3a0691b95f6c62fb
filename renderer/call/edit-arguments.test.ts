import { expect, test } from 'vitest';
import { withArgument, withExtra, withoutExtra } from './edit-arguments.ts';

test('an edit keeps the defaults before it and leaves those after it untouched', () => {
  expect(withArgument(['', '{"$out":true}', '', 'x'], [], 2, '7')).toEqual(['', '{"$out":true}', '7']);
});

test('an edit keeps texts beyond the fields in view', () => {
  expect(withArgument(['1'], ['1', '2', '3'], 0, '9')).toEqual(['9', '2', '3']);
});

test('extra arguments come last and go one by one', () => {
  expect(withExtra(['%d'], '(int) ')).toEqual(['%d', '(int) ']);
  expect(withoutExtra(['%d', '(int) 1', '(int) 2'], 1)).toEqual(['%d', '(int) 2']);
});

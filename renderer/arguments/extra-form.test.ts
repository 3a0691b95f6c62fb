import { expect, test } from 'vitest';
import { readExtra, writeExtra } from './extra-form.ts';

test.each([
  ['(int) 42', { type: 'int', text: '42' }],
  ['(const char *)  two blanks', { type: 'const char *', text: ' two blanks' }],
  ['(void (*)(int)) NULL', { type: 'void (*)(int)', text: 'NULL' }],
  ['(int) ', { type: 'int', text: '' }],
])('%s', (text, form) => {
  expect(readExtra(text)).toEqual(form);
  expect(writeExtra(form)).toBe(text);
});

test('without a type the text is all there is', () => {
  expect(readExtra('42')).toEqual({ type: '', text: '42' });
  expect(readExtra('(int 42')).toEqual({ type: '', text: '(int 42' });
});

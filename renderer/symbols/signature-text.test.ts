import { expect, test } from 'vitest';
import { signatureBeside } from './signature-text.ts';

test('a plain name gets its whole signature', () => {
  expect(signatureBeside('add', '(int a, int b) → int')).toBe('(int a, int b) → int');
  expect(signatureBeside('counter', 'int')).toBe('int');
  expect(signatureBeside('add', '')).toBe('');
});

test('a demangled name that shows its parameters gets the result alone', () => {
  expect(signatureBeside('geometry::Circle::area() const', '(const Circle *this) → double')).toBe('→ double');
  expect(signatureBeside('ns::f(int)', '(int)')).toBe('');
});

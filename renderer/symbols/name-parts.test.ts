import { expect, test } from 'vitest';
import { splitScope } from './name-parts.ts';

test.each([
  ['add', '', 'add'],
  ['area(shapes::Circle)', '', 'area(shapes::Circle)'],
  ['shapes::Circle::area() const', 'shapes::Circle::', 'area() const'],
  [
    'std::__cxx11::basic_string<char, std::allocator<char> >::insert(unsigned long, char)',
    'std::__cxx11::basic_string<char, std::allocator<char> >::',
    'insert(unsigned long, char)',
  ],
  ['(anonymous namespace)::hidden(int)', '(anonymous namespace)::', 'hidden(int)'],
  ['a::operator<(a::b const&)', 'a::', 'operator<(a::b const&)'],
  ['<script>::x', '<script>::', 'x'],
  ['a>::b', '', 'a>::b'],
])('%s', (name, scope, rest) => {
  expect(splitScope(name)).toEqual({ scope, rest });
});

import { expect, test } from 'vitest';
import { canonicalName } from './canonical-name.ts';

test.each([
  ['Array<long unsigned int, 3>', 'Array<unsigned long, 3ul>'],
  ['std::pair<const A, B>', 'std::pair<A const,B>'],
  [
    'std::vector<const char*, std::allocator<const char*> >',
    'std::vector<char const *, std::allocator<char const*>>',
  ],
  ['f<int (int, const char*)>', 'f<int(int, char const*)>'],
  ['g<void (*)(void*), void*>', 'g<void(*)(void *),void *>'],
  ['pair<const std::pair<A, B>, C>', 'pair<std::pair<A, B> const, C>'],
  ['h<(a::E)2>', 'h<(a::E)2>'],
  ['p<char* const>', 'p<char *const>'],
])('%s and %s are one', (left, right) => {
  expect(canonicalName(left)).toBe(canonicalName(right));
});

test.each([
  ['p<const char*>', 'p<char* const>'],
  ['p<long>', 'p<unsigned long>'],
  ['p<a, b>', 'p<b, a>'],
  ['p<char>', 'p<signed char>'],
])('%s and %s are two', (left, right) => {
  expect(canonicalName(left)).not.toBe(canonicalName(right));
});

test('what is no name is read in any case', () => {
  for (const text of ['', '>', '<', '((((', ')>,<', 'a<'.repeat(10_000), `${'('.repeat(5000)}>`]) {
    expect(typeof canonicalName(text)).toBe('string');
  }
});

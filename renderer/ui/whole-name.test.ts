import { expect, test } from 'vitest';
import { wholeName } from './whole-name.ts';

const wholes = ['ns::long_function_name(int)', 'ns::long_function_name(double)', 'ns::short_name(int)'];

test('finds what a name was cut from, in the middle or at the end', () => {
  expect(wholeName('ns::l…e(int)', wholes)).toBe('ns::long_function_name(int)');
  expect(wholeName('ns::s…', wholes)).toBe('ns::short_name(int)');
});

test('finds the symbol that says more than the name', () => {
  const versioned = ['vtable for ns::long_function_name(int)@@V1', '_ZN2ns3Box'];
  expect(wholeName('ns::l…e(int)', versioned)).toBe(versioned[0]);
});

test('finds nothing for a whole name, for one that several could be, or that none is', () => {
  expect(wholeName('ns::short_name(int)', wholes)).toBeUndefined();
  expect(wholeName('ns::l…', wholes)).toBeUndefined();
  expect(wholeName('std::…e(int)', wholes)).toBeUndefined();
});

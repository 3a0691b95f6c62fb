import { describe, expect, test } from 'vitest';
import type { Prototype } from '../contract/prototype.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import { prototypeFits } from './prototype-fits.ts';

function parsed(text: string): Prototype {
  const prototype = parsePrototype(text);
  if (!prototype.ok) throw new Error(prototype.failure.message);
  return prototype.value;
}

const fits = (used: string, known: string) => prototypeFits(parsed(used), parsed(known));

describe('a pinned prototype fits the one of the build', () => {
  test.each([
    ['int add(int, int)', 'int add(int a, int b)'],
    ['int f(unsigned)', 'int f(int)'],
    ['void f(const char *)', 'int f(void *)'],
    ['int f(unsigned long)', 'int f(struct s *)'],
    ['int printf(const char *, ...)', 'int printf(const char *format, ...)'],
  ])('%s and %s', (used, known) => {
    expect(fits(used, known)).toBe(true);
  });

  test.each([
    ['int add(int, int)', 'long add(long, long)'],
    ['int add(int, int)', 'int add(int, int, int)'],
    ['int f(int)', 'void f(int)'],
    ['double f(double)', 'float f(float)'],
    ['double f(double)', 'long f(long)'],
    ['int f(const char *)', 'int f(const char *, ...)'],
  ])('not %s and %s', (used, known) => {
    expect(fits(used, known)).toBe(false);
  });
});

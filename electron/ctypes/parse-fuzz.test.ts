import { expect, it } from 'vitest';
import { SeededRandom } from '../elf/testing/mutations.ts';
import { parsePrototype } from './parse-prototype.ts';
import { parseType } from './parse-type.ts';
import { formatPrototype } from './type-spelling.ts';

const seeds: readonly string[] = [
  'void (*signal(int sig, void (*func)(int)))(int)',
  'int f(const char *const names[static 3], struct point *p, enum e *x, ...)',
  'double ns::Circle<int, std::allocator<int> >::area(const ns::Circle<int> *this) const noexcept;',
  'extern "C" [[nodiscard]] unsigned long long g(long double *x, int (*rows)[0x10], FILE &f) __attribute__((pure))',
  'A &operator<< <char>(A &, std::byte, int (*)(int, char[4]), ...)',
  'int (*f(void))[3]',
];

const words: readonly string[] = [
  ...[
    '(',
    ')',
    '*',
    '&',
    '&&',
    '[',
    ']',
    '[[',
    ']]',
    ',',
    ';',
    '<',
    '>',
    '::',
    '...',
    '=',
    '{',
    '}',
    '->',
    '~',
  ],
  ...[
    'int',
    'const',
    'void',
    'unsigned',
    'long',
    'char',
    'double',
    'struct',
    'enum',
    'size_t',
    'this',
    'x',
    'F',
  ],
  ...[
    'operator',
    '_Complex',
    '__attribute__',
    'static',
    'noexcept',
    '3',
    '0x',
    '"C"',
    ' ',
    '\n',
    '/*',
    '\u{1f600}',
  ],
];

function pick(from: readonly string[], random: SeededRandom): string {
  return from[random.below(from.length)] ?? '';
}

function mutated(random: SeededRandom): string {
  const tokens = pick(seeds, random).split(/\b/);
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(tokens.length + 1);
    tokens.splice(at, random.below(3), ...(random.below(3) === 0 ? [] : [pick(words, random)]));
  }
  return tokens.join('');
}

function scrambled(random: SeededRandom): string {
  const glue = random.below(2) === 0 ? ' ' : '';
  return Array.from({ length: random.below(30) }, () => pick(words, random)).join(glue);
}

/** Null, or how the text breaks what the parser promises. */
function brokenPromise(text: string): string | null {
  const outcome = parsePrototype(text);
  if (!outcome.ok) return /[.?]$/.test(outcome.failure.message) ? null : outcome.failure.message;
  const written = formatPrototype(outcome.value);
  const again = parsePrototype(written);
  const isSame = again.ok && JSON.stringify(again.value) === JSON.stringify(outcome.value);
  return isSame ? null : `${text} is written ${written}`;
}

it('takes 20,000 hostile texts without an exception, and what it accepts survives the round trip', () => {
  const dice = new SeededRandom(20_031);
  const texts = Array.from({ length: 20_000 }, (_, round) =>
    round % 4 === 0 ? scrambled(dice) : mutated(dice),
  );
  for (const text of texts) parseType(text);
  expect(texts.map(brokenPromise).filter((broken) => broken !== null)).toEqual([]);
  expect(texts.filter((text) => parsePrototype(text).ok).length).toBeGreaterThan(1000);
});

it.each([
  ['int f(', 'int (*', 4000],
  ['int f(int', '[3]', 5000],
  ['int f(', 'a<', 8000],
  ['', '(', 19_000],
  ['int f(int ', '*(', 9000],
  ['int a', '::a', 6000],
  ['int f(int x', '&&', 9000],
  ['int f(void (*', '(*', 9000],
  ['int f(A', '<(', 9000],
  ['int f(((', '(a::', 4000],
  ['void f', '(int)', 3900],
  ['int f(', 'a::b (', 3000],
])('reads %s and %s many times in a moment', (start, repeated, times) => {
  const started = performance.now();
  expect(parsePrototype(start + repeated.repeat(times)).ok).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SeededRandom } from '../elf/testing/mutations.ts';
import { evaluateConstant } from './constant-expression.ts';

function resultOf(text: string): bigint | null {
  return evaluateConstant(text)?.value ?? null;
}

describe('integer constant expressions', () => {
  test.each([
    ['1 + 2 * 3', 7n],
    ['(1 << 4) | 0x0f', 31n],
    ['010', 8n],
    ['0b101', 5n],
    ['~0', -1n],
    ['~0u', 4294967295n],
    ['-1 < 0u', 0n],
    ['1 ? 2 : 3', 2n],
    ['0 && 1 / 0', 0n],
    ['1 || 1 / 0', 1n],
    ["'a' + 1", 98n],
    ["'\\xff'", -1n],
    ["'ab'", 24930n],
    ["L'é'", 233n],
    ['(unsigned char) 300', 44n],
    ['(long) 1 << 40', 1099511627776n],
    ['sizeof(int) * 4', 16n],
    ['sizeof(unsigned long long)', 8n],
    ['sizeof(char *)', 8n],
    ['sizeof 1L', 8n],
    ['(_Bool) 7', 1n],
    ['1024 / sizeof(long)', 128n],
    ['18446744073709551615u', 18446744073709551615n],
    ['- -3', 3n],
    ['!3 + !0', 1n],
    ['7 % 4 == 3', 1n],
    ['/* four */ 4 // and no more', 4n],
  ])('%s', (text, value) => {
    expect(resultOf(text)).toBe(value);
  });

  test.each([
    '',
    '1 +',
    '(1',
    '1)',
    '1 / 0',
    '2147483647 + 1',
    '1 << 32',
    '1 << -1',
    'name',
    'sizeof(struct unknown)',
    '(struct s) 1',
    '1.5',
    '09',
    '"text"',
    "''",
    '1, 2',
    'f(1)',
    '1 ? 2',
    '99999999999999999999',
    'a = 1',
    '('.repeat(5000),
    '-'.repeat(100_000),
    '1+'.repeat(30_000),
  ])('%s is not certain', (text) => {
    expect(evaluateConstant(text)).toBeNull();
  });

  test('the context knows names, types and sizes', () => {
    const context = {
      constant: (name: string) => (name === 'RED' ? ({ value: 3n, bits: 32, signed: true } as const) : null),
      isType: (name: string) => name === 'word_t',
      integerType: (name: string) => (name === 'word_t' ? ({ bits: 16, signed: false } as const) : null),
      sizeOf: (name: string) => (name === 'word_t' ? 2 : null),
    };
    expect(evaluateConstant('RED * (word_t) 65537 + sizeof(word_t)', context)?.value).toBe(5n);
    expect(evaluateConstant('(RED)', context)?.value).toBe(3n);
    expect(evaluateConstant('BLUE', context)).toBeNull();
  });
});

const operands = [
  '0',
  '1',
  '2',
  '3u',
  '7',
  '-1',
  '-5',
  '31',
  '32u',
  '0x7fffffff',
  '0x80000000',
  '1L',
  '-1L',
  '40ul',
  "'a'",
  '(unsigned char)200',
  '(short)-3',
  '(long)5',
  'sizeof(int)',
  '1ll << 40',
] as const;
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  '<',
  '>',
  '<=',
  '>=',
  '==',
  '!=',
  '&&',
  '||',
] as const;

function randomExpression(random: SeededRandom, depth: number): string {
  const shape = random.below(depth > 3 ? 2 : 9);
  if (shape < 2) return operands[random.below(operands.length)] ?? '0';
  const inner = () => randomExpression(random, depth + 1);
  if (shape === 2) return `(${inner()} ? ${inner()} : ${inner()})`;
  if (shape === 3) return `${['- ', '~', '!', '+'][random.below(4)]}(${inner()})`;
  if (shape === 4)
    return `(${['int', 'unsigned', 'long', 'unsigned long', 'signed char', '_Bool'][random.below(6)]})(${inner()})`;
  return `(${inner()} ${operators[random.below(operators.length)]} ${inner()})`;
}

test('values, widths and signs are those of the compiler', () => {
  const random = new SeededRandom(4711);
  const known = Array.from({ length: 4000 }, () => randomExpression(random, 0)).flatMap((text) => {
    const value = evaluateConstant(text);
    return value ? [{ text, value }] : [];
  });
  expect(known.length).toBeGreaterThan(2000);
  const lines = known.map(({ text }) => `SHOW(${text})`);
  const program = `#include <stdio.h>
#define SHOW(e) printf("%lld %d %d\\n", (long long)(e), (int)sizeof(e) * 8, ((__typeof__(+(e)))-1 < 0));
int main(void) {\n${lines.join('\n')}\n}`;
  const folder = mkdtempSync(join(tmpdir(), 'dlscope-constants-'));
  try {
    writeFileSync(join(folder, 'show.c'), program);
    execFileSync('gcc', ['-w', '-o', join(folder, 'show'), join(folder, 'show.c')]);
    const shown = execFileSync(join(folder, 'show'), { encoding: 'utf8' }).trim().split('\n');
    const ours = known.map(
      ({ value: { value, bits, signed } }) => `${BigInt.asIntN(64, value)} ${bits} ${Number(signed)}`,
    );
    const differing = known.flatMap(({ text }, index) => {
      // A cast to a narrow type keeps it until arithmetic promotes it: only the width after promotion is ours.
      const isNarrow = /^(?:8|16) /.test((shown[index] ?? '').split(' ').slice(1).join(' '));
      return isNarrow || ours[index] === shown[index]
        ? []
        : [`${text}: ${ours[index]} and not ${shown[index]}`];
    });
    expect(differing).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

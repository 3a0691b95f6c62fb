import { describe, expect, test } from 'vitest';
import { type BuildOutput, buildLinesKept } from '../../electron/contract/build-command.ts';
import { nextError, noOutput, outputText, type ShownOutput, withAllKept, withOutput } from './output-rows.ts';

const counts = { errors: 0, warnings: 0 };

function output(run: number, first: number, ...texts: readonly string[]): BuildOutput {
  const lines = texts.map((text) => ({
    text,
    mark: text.startsWith('error')
      ? {
          severity: 'error' as const,
          place: text.includes('at') ? { start: 0, end: 1, file: 'a', line: 1, column: null } : null,
        }
      : null,
  }));
  return { run, first, lines, counts };
}

function texts({ rows }: ShownOutput): readonly string[] {
  return rows.map(({ line, left }) => line?.text ?? `${left} left out`);
}

describe('stretches of output', () => {
  test('follow each other', () => {
    const shown = withOutput(withOutput(noOutput, output(1, 0, 'a', 'b')), output(1, 2, 'c'));
    expect(texts(shown)).toEqual(['a', 'b', 'c']);
    expect(shown.hasGap).toBe(false);
  });

  test('that come twice or late are there once, in order', () => {
    const late = withOutput(withOutput(noOutput, output(1, 2, 'c', 'd')), output(1, 0, 'a', 'b', 'c'));
    expect(texts(late)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('say what is missing between them until it comes', () => {
    const gap = withOutput(withOutput(noOutput, output(1, 0, 'a')), output(1, 5, 'f'));
    expect(texts(gap)).toEqual(['a', '4 left out', 'f']);
    expect(gap.hasGap).toBe(true);
    expect(outputText(gap)).toBe('a\n… 4 lines left out\nf\n');
    const whole = withOutput(gap, output(1, 0, 'a', 'b', 'c', 'd', 'e', 'f'));
    expect(texts(whole)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test.each([
    ['the first', noOutput],
    ['one of a newer build', withOutput(noOutput, output(0, 0, 'old'))],
  ])('whose beginning is missing wait for it, when the stretch is %s', (_, before) => {
    const gap = withOutput(before, output(1, 2, 'c'));
    expect(texts(gap)).toEqual(['2 left out', 'c']);
    expect(gap.hasGap).toBe(true);
    const whole = withAllKept(gap, output(1, 0, 'a', 'b', 'c'));
    expect(texts(whole)).toEqual(['a', 'b', 'c']);
    expect(whole.hasGap).toBe(false);
  });

  test('whose beginning main does not keep are no gap that could be filled', () => {
    const lines = Array.from({ length: buildLinesKept }, () => 'x');
    const shown = withOutput(withOutput(noOutput, output(1, 50, 'h')), output(1, 7, ...lines));
    expect(texts(shown).slice(0, 2)).toEqual(['7 left out', 'x']);
    expect(shown.hasGap).toBe(false);
    expect(withOutput(noOutput, output(1, 7, ...lines)).hasGap).toBe(false);
  });

  test('wait for no more than main has', () => {
    const shown = withAllKept(withOutput(noOutput, output(1, 8, 'long')), output(1, 7, 'long', 'long'));
    expect(texts(shown)).toEqual(['7 left out', 'long', 'long']);
    expect(shown.hasGap).toBe(false);
  });

  test('of a newer build replace all, of an older one change nothing', () => {
    const second = withOutput(withOutput(noOutput, output(1, 0, 'a')), output(2, 0, 'b'));
    expect(texts(second)).toEqual(['b']);
    expect(withOutput(second, output(1, 1, 'c'))).toBe(second);
  });
});

describe('the way from error to error', () => {
  const { rows } = withOutput(noOutput, output(1, 0, 'x', 'error at 1', 'error', 'y', 'error at 4'));

  test('goes through those with a place, round and round', () => {
    expect([null, 1, 4].map((from) => nextError(rows, from, 1))).toEqual([1, 4, 1]);
    expect([null, 4, 1].map((from) => nextError(rows, from, -1))).toEqual([4, 1, 4]);
  });

  test('takes those without a place where no other is', () => {
    expect(nextError(withOutput(noOutput, output(1, 0, 'x', 'error')).rows, null, 1)).toBe(1);
    expect(nextError(withOutput(noOutput, output(1, 0, 'x')).rows, null, 1)).toBeNull();
  });
});

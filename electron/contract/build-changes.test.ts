import { describe, expect, it } from 'vitest';
import {
  type BuildChangeFact,
  boundChanges,
  changeLimit,
  changeSymbolLimit,
  joinChanges,
} from './build-changes.ts';

function fact(
  severity: BuildChangeFact['severity'],
  subject: string,
  symbols: readonly string[] = [subject],
): BuildChangeFact {
  const sentence = `${subject} changed.`;
  return {
    kind: 'code-changed',
    severity,
    subject,
    symbols,
    symbolCount: symbols.length,
    sentence,
    sides: null,
  };
}

const numbered = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `${name}${String(index).padStart(5, '0')}`);

describe('boundChanges', () => {
  it('sorts by severity, then by name', () => {
    const given = [fact('compatible', 'a'), fact('breaking', 'z'), fact('risky', 'm'), fact('breaking', 'b')];
    const { changes, counts } = boundChanges(given);
    expect(changes.map(({ subject }) => subject)).toEqual(['b', 'z', 'm', 'a']);
    expect(counts).toEqual({ breaking: 2, risky: 1, compatible: 1 });
  });

  it('cuts the list, keeps whole counts and the changes of kept symbols', () => {
    const many = numbered(changeLimit + 50, 'f').map((name) => fact('compatible', name));
    const kept = `f0${changeLimit + 20}`;
    const { changes, counts } = boundChanges(many, new Set([kept]));
    expect(changes).toHaveLength(changeLimit + 1);
    expect(changes.at(-1)?.subject).toBe(kept);
    expect(counts.compatible).toBe(changeLimit + 50);
  });

  it('cuts the symbols of a change, but for the kept ones', () => {
    const symbols = numbered(changeSymbolLimit + 10, 's');
    const last = symbols.at(-1) ?? '';
    const [change] = boundChanges([fact('risky', 'struct point', symbols)], new Set([last])).changes;
    expect(change?.symbols).toHaveLength(changeSymbolLimit);
    expect(change?.symbols).toContain(last);
    expect(change?.symbolCount).toBe(changeSymbolLimit + 10);
  });

  it('bounds the symbols of all changes together', () => {
    const symbols = numbered(changeSymbolLimit, 's');
    const many = numbered(changeLimit, 'f').map((name) => fact('risky', name, symbols));
    const total = boundChanges(many).changes.reduce((sum, change) => sum + change.symbols.length, 0);
    expect(total).toBe(20_000);
  });

  it('bounds the texts of all sides together', () => {
    const sides = { before: 'x'.repeat(300_000), after: 'y'.repeat(300_000) };
    const many = numbered(4, 'f').map((name) => ({ ...fact('risky', name), sides }));
    expect(boundChanges(many).changes.map((change) => change.sides)).toEqual([sides, null, null, null]);
  });
});

describe('joinChanges', () => {
  it('is one sorted list with the sums', () => {
    const joined = joinChanges(
      boundChanges([fact('risky', 'b')]),
      boundChanges([fact('breaking', 'c'), fact('risky', 'a')]),
    );
    expect(joined.changes.map(({ subject }) => subject)).toEqual(['c', 'a', 'b']);
    expect(joined.counts).toEqual({ breaking: 1, risky: 2, compatible: 0 });
  });
});

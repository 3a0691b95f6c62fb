import { describe, expect, it } from 'vitest';
import type { BuildChangeFact } from '../../electron/contract/build-changes.ts';
import type { PinnedCall } from '../../electron/contract/kept-calls.ts';
import { pinnedCall } from '../../electron/contract/testing/pinned.ts';
import { pinnedTouchedBy, touchedCount } from './touched-pins.ts';

function change(kind: BuildChangeFact['kind'], ...symbols: readonly string[]): BuildChangeFact {
  return {
    kind,
    severity: 'breaking',
    subject: '',
    symbols,
    symbolCount: symbols.length,
    sentence: '',
    sides: null,
  };
}

const pin = (symbol: string): PinnedCall =>
  pinnedCall({ id: symbol, input: { symbol, prototype: '', arguments: [] } });

describe('the pinned calls that a change touches', () => {
  it('are those of its symbols', () => {
    const touched = pinnedTouchedBy(change('layout-changed', 'norm', 'area'), [pin('add'), pin('norm')]);
    expect(touched.map(({ id }) => id)).toEqual(['norm']);
  });

  it('are none when only the code changed: their results show that', () => {
    expect(pinnedTouchedBy(change('code-changed', 'add'), [pin('add')])).toEqual([]);
  });

  it('count once each', () => {
    const changes = [change('prototype-changed', 'add'), change('layout-changed', 'add', 'norm')];
    expect(touchedCount(changes, [pin('add'), pin('norm'), pin('other')])).toBe(2);
  });
});

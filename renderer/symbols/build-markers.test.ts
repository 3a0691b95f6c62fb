import { describe, expect, it } from 'vitest';
import type { BuildChangeFact } from '../../electron/contract/build-changes.ts';
import { markersOf } from './build-markers.ts';

function change(
  kind: BuildChangeFact['kind'],
  severity: BuildChangeFact['severity'],
  ...symbols: readonly string[]
): BuildChangeFact {
  const sentence = `${kind} of ${symbols.join()}.`;
  return { kind, severity, subject: '', symbols, symbolCount: symbols.length, sentence, sides: null };
}

describe('the markers of a build', () => {
  it('tell the worst of each symbol by the name that dlsym takes, and all in their sentences', () => {
    const markers = markersOf([
      change('prototype-changed', 'breaking', '_Z3addii'),
      change('layout-changed', 'risky', '_Z3addii', 'norm'),
      change('code-changed', 'compatible', '_Z3addii'),
    ]);
    expect(markers.get('_Z3addii')).toEqual({
      label: 'prototype',
      severity: 'breaking',
      sentences: [
        'prototype-changed of _Z3addii.',
        'layout-changed of _Z3addii,norm.',
        'code-changed of _Z3addii.',
      ],
    });
    expect(markers.get('norm')).toMatchObject({ label: 'layout', severity: 'risky' });
  });

  it('take the worse one, in whatever order the changes come', () => {
    const markers = markersOf([
      change('code-changed', 'compatible', 'f'),
      change('size-changed', 'breaking', 'f'),
    ]);
    expect(markers.get('f')).toMatchObject({ label: 'size', severity: 'breaking' });
  });

  it('call an added symbol new, and know nothing of others', () => {
    const markers = markersOf([
      change('export-added', 'compatible', 'fresh'),
      change('soname-changed', 'breaking'),
    ]);
    expect(markers.get('fresh')).toMatchObject({ label: 'new', severity: null });
    expect(markers.size).toBe(1);
  });
});

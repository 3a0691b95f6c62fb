import { describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import { explainMissingSymbol, refuseData } from './call-failure.ts';
import { findSymbol } from './symbol-lookup.ts';
import { symbolTable } from './testing/facts.ts';

const table = symbolTable([
  { name: 'address' },
  { name: '_Z3addii', demangled: 'add(int, int)' },
  { name: '_Z3adddd', demangled: 'add(double, double)' },
  { name: '_ZN3app3addEii', demangled: 'app::add(int, int)' },
  { name: 'answer', type: 1 },
  { name: 'größe' },
]);

describe('a name in the exports', () => {
  it.each([
    ['address', 'FUNC'],
    ['addr', null],
    ['ress', null],
    ['answer', 'OBJECT'],
    ['größe', 'FUNC'],
    ['', null],
  ])('%s is %s', (name, type) => {
    expect(findSymbol(table, name).type).toBe(type);
  });

  it('has namesakes under mangled names', () => {
    expect(findSymbol(table, 'add').namesakes.map(({ name }) => name)).toEqual(['_Z3addii', '_Z3adddd']);
  });
});

describe('a call that dlsym refuses', () => {
  const { failure } = fail('dlsym-failed', 'There is no add.', { detail: 'undefined symbol: add' });

  it('is explained by the mangled names, the text of the loader untouched', () => {
    const explained = explainMissingSymbol('add', failure, findSymbol(table, 'add'));
    expect(explained.message).toContain('_Z3addii, which is add(int, int)');
    expect(explained.message).toContain('extern "C"');
    expect(explained.detail).toBe('undefined symbol: add');
  });

  it('is left as it is without namesakes', () => {
    expect(explainMissingSymbol('sub', failure, findSymbol(table, 'sub'))).toBe(failure);
  });

  it('is not even tried for data', () => {
    expect(refuseData('answer', findSymbol(table, 'answer'))?.message).toContain('is data (OBJECT)');
    expect(refuseData('address', findSymbol(table, 'address'))).toBeNull();
    expect(refuseData('elsewhere', findSymbol(table, 'elsewhere'))).toBeNull();
  });
});

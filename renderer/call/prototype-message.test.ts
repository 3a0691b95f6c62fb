import { expect, test } from 'vitest';
import { tableOf } from '../symbols/columns-for-tests.ts';
import { rowAt } from '../symbols/symbol-table.ts';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { prototypeMessage } from './prototype-message.ts';
import type { PrototypeInUse } from './use-prototype.ts';

const empty: PrototypeInUse = {
  text: '',
  source: null,
  suggestion: null,
  prototype: null,
  failure: null,
  withoutResult: null,
  suggestions: [],
  asking: false,
  remembered: false,
  shaping: null,
};
const remembered: PrototypeInUse = { ...empty, text: 'int add(int a, int b)', remembered: true };
const absent: SelectedSymbol = { kind: 'absent', name: 'add' };
const exported: SelectedSymbol = { kind: 'export', name: 'add', row: rowAt(tableOf([{ name: 'add' }]), 0) };

function words(reading: PrototypeInUse, found: SelectedSymbol, hasDebugInfo: boolean): string {
  return prototypeMessage({ reading, target: 'add' }, found, { attempted: false, hasDebugInfo }).text;
}

test('asks for debug information only where it would tell the prototype', () => {
  expect(words(remembered, exported, false)).toContain('Build with -g');
  expect(words(remembered, exported, true)).toMatch(/does not tell the prototype.*last call\.$/);
  expect(words(remembered, absent, false)).toMatch(/does not export it.*last call\.$/);
});

test('does not say that the file holds a name that is gone', () => {
  expect(words(empty, exported, false)).toContain('The file holds the name');
  expect(words(empty, absent, true)).toContain('does not export it');
});

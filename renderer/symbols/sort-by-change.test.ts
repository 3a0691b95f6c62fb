import { expect, test } from 'vitest';
import type { ChangeSeverity } from '../../electron/contract/build-changes.ts';
import type { BuildMarker } from './build-markers.ts';
import { tableOf } from './columns-for-tests.ts';
import { stringAt } from './haystack.ts';
import { sortRows } from './sort-rows.ts';

function marker(severity: ChangeSeverity | null): BuildMarker {
  return { label: '', severity, sentences: [] };
}

const table = tableOf(
  ['zulu', 'golf', 'alpha', 'hotel', 'mike', 'bravo', 'yankee'].map((name) => ({ name })),
);
const markers = new Map([
  ['yankee', marker('breaking')],
  ['hotel', marker('breaking')],
  ['mike', marker('risky')],
  ['bravo', marker('compatible')],
  ['alpha', marker(null)],
  ['gone', marker('breaking')],
]);

function sorted(descending: boolean, shown: ReadonlyMap<string, BuildMarker> = markers): string {
  return [...sortRows(table, { column: 'change', descending }, shown)]
    .map((row) => stringAt(table.columns.name, row)[0])
    .join('');
}

test('changed symbols come first, the worst in front, then the new ones; each group by name', () => {
  expect(sorted(false)).toBe('hymbagz');
});

test('turned round, the least change comes first, and what did not change stays behind', () => {
  expect(sorted(true)).toBe('abmhygz');
});

test('without a change the order is by name', () => {
  expect(sorted(false, new Map())).toBe('abghmyz');
});

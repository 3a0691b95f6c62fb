import {
  symbolBindName,
  symbolTypeName,
  symbolVisibilityName,
} from '../../electron/contract/library-model.ts';
import type { SymbolColumnName, SymbolSort } from '../state/page-state.ts';
import type { BuildMarker } from './build-markers.ts';
import { stringAt } from './haystack.ts';
import { sortByChange } from './sort-by-change.ts';
import type { SymbolTable } from './symbol-table.ts';

const orders = new WeakMap<SymbolTable, Map<string, Uint32Array>>();

/**
 * Row numbers in the order asked for; equal rows stay in order of name. Each order is worked out once, but for the one by
 * what a build changed, which is another with each build.
 */
export function sortRows(
  table: SymbolTable,
  { column, descending }: SymbolSort,
  markers: ReadonlyMap<string, BuildMarker>,
): Uint32Array {
  return column === 'change'
    ? sortByChange(table, markers, descending)
    : knownOrder(table, { column, descending });
}

type TableColumn = Exclude<SymbolColumnName, 'change'>;

interface TableSort {
  readonly column: TableColumn;
  readonly descending: boolean;
}

function knownOrder(table: SymbolTable, sort: TableSort): Uint32Array {
  const known = orders.get(table) ?? new Map<string, Uint32Array>();
  orders.set(table, known);
  const key = `${sort.column} ${sort.descending}`;
  const order = known.get(key) ?? computeOrder(table, sort);
  known.set(key, order);
  return order;
}

function computeOrder(table: SymbolTable, { column, descending }: TableSort): Uint32Array {
  const { byName } = table.columns;
  if (column === 'name') return descending ? byName.toReversed() : byName;
  const compare = comparatorOf(table, column);
  const sign = descending ? -1 : 1;
  const { nameRank } = table;
  return byName.toSorted((a, b) => sign * compare(a, b) || (nameRank[a] ?? 0) - (nameRank[b] ?? 0));
}

type Compare = (a: number, b: number) => number;

function comparatorOf(table: SymbolTable, column: Exclude<TableColumn, 'name'>): Compare {
  const { columns } = table;
  switch (column) {
    case 'size':
      return compareWide(columns.size);
    case 'address':
      return compareWide(columns.value);
    case 'version':
      return compareRanks(ranksOfTexts(columns.count, (row) => stringAt(columns.version, row)));
    case 'kind':
      return compareRanks(
        ranksOfTexts(columns.count, (row) =>
          symbolTypeName(columns.type[row] ?? 0, columns.sectionNames[columns.section[row] ?? 0]),
        ),
      );
    case 'binding':
      return compareRanks(ranksOfTexts(columns.count, (row) => symbolBindName(columns.bind[row] ?? 0)));
    case 'visibility':
      return compareRanks(
        ranksOfTexts(columns.count, (row) => symbolVisibilityName(columns.visibility[row] ?? 0)),
      );
  }
}

/** Compares 64-bit values as two halves: a comparison of bigints costs several times as much. */
function compareWide(values: BigUint64Array): Compare {
  const halves = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  return (a, b) => {
    const high = (halves[a * 2 + 1] ?? 0) - (halves[b * 2 + 1] ?? 0);
    return high === 0 ? (halves[a * 2] ?? 0) - (halves[b * 2] ?? 0) : high;
  };
}

function compareRanks(ranks: Uint32Array): Compare {
  return (a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0);
}

/** Place of each row's text among the different texts, of which there are few. */
function ranksOfTexts(count: number, textOf: (row: number) => string): Uint32Array {
  const texts = Array.from({ length: count }, (_, row) => textOf(row));
  const sorted = [...new Set(texts)].sort();
  const rankOf = new Map(sorted.map((text, rank) => [text, rank]));
  return Uint32Array.from(texts, (text) => rankOf.get(text) ?? 0);
}

import type { SymbolRow } from './symbol-rows.ts';
import { visible } from './visible-text.ts';

const headings = ['VALUE', 'SIZE', 'TYPE', 'BIND', 'VISIBILITY', 'SECTION', 'NAME'] as const;

const rowsPerPiece = 1000;

/** The rows as an aligned table for people, in pieces: the demangled name last, with its version. */
export function* symbolsTable(rows: readonly SymbolRow[]): Generator<string> {
  const widths = widthsOf(rows);
  yield `${alignedLine(headings, widths)}\n`;
  for (let start = 0; start < rows.length; start += rowsPerPiece) {
    const lines = rows.slice(start, start + rowsPerPiece).map((row) => alignedLine(cellsOf(row), widths));
    yield `${lines.join('\n')}\n`;
  }
}

/** The name is last: nothing needs to be aligned with its end. */
function widthsOf(rows: readonly SymbolRow[]): readonly number[] {
  const widths: number[] = headings.map((heading) => heading.length);
  for (const row of rows) {
    const cells = cellsBeforeName(row);
    for (const [column, cell] of cells.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return widths;
}

function cellsOf(row: SymbolRow): readonly string[] {
  return [...cellsBeforeName(row), nameWithVersion(row)];
}

function cellsBeforeName(row: SymbolRow): readonly string[] {
  return [row.value, String(row.size), row.type, row.bind, row.visibility, visible(row.section)];
}

function nameWithVersion(row: SymbolRow): string {
  const name = visible(row.demangled);
  const version = row.version === null ? '' : `${row.defaultVersion ? '@@' : '@'}${visible(row.version)}`;
  return `${name}${version}${row.prototype === null ? '' : `  ${visible(row.prototype)}`}`;
}

/** Numbers to the right, words to the left, nothing after the name. */
function alignedLine(row: readonly string[], widths: readonly number[]): string {
  const last = row.length - 1;
  return row
    .map((cell, column) => {
      if (column === last) return cell;
      return column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
    })
    .join('  ');
}

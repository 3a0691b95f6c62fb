import { rowAt, type SymbolTable } from '../symbols/symbol-table.ts';

/** STT_FUNC. */
const functionType = 2;
const suggestedAtMost = 50;

/** Names of exported functions that contain the text, by name, as suggestions. */
export function functionNames(table: SymbolTable, text: string): readonly string[] {
  const names = new Set<string>();
  const wanted = text.trim().toLowerCase();
  for (const row of table.columns.byName) {
    if (names.size === suggestedAtMost) break;
    if (table.columns.type[row] !== functionType) continue;
    const { name } = rowAt(table, row);
    if (name.toLowerCase().includes(wanted)) names.add(name);
  }
  return [...names];
}

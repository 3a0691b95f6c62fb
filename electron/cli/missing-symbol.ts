import { localReader } from './local-reader.ts';
import { type SymbolRow, symbolRows } from './symbol-rows.ts';
import { visible } from './visible-text.ts';

/** Why a name was not found, where the library's exports tell: a C++ function of that name exists. Else nothing. */
export function explainMissingSymbol(path: string, name: string): readonly string[] {
  const exports = localReader().symbols({ path, table: 'exports' });
  if (!exports.ok) return [];
  for (const row of symbolRows(exports.value)) {
    if (row.demangled !== row.name && row.demangled.startsWith(`${name}(`)) return [sentence(row, name)];
  }
  return [];
}

function sentence(mangled: SymbolRow, name: string): string {
  return (
    `The library exports the C++ function ${visible(mangled.demangled)} under the name ${visible(mangled.name)}: ` +
    `call it by that name, or declare it extern "C" and build again, and it is exported as ${visible(name)}.`
  );
}

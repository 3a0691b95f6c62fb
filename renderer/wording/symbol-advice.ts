import { symbolTypeName } from '../../electron/contract/library-model.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';
import type { SelectedSymbol } from '../symbols/use-selected-symbol.ts';
import { clippedText } from '../ui/visible-text.ts';

/** What to know before calling this symbol; empty for a plain C function. `known` tells that a prototype is at hand. */
export function explainSymbol(found: SelectedSymbol, library: LibraryState, known: boolean): string {
  switch (found.kind) {
    case 'by-name':
      return 'Choose a symbol from the list, or type a prototype: dlsym looks its name up in this library and in those it needs.';
    case 'looking':
      return '';
    case 'absent':
      return library.generation === null
        ? ''
        : `Build #${library.generation.number} does not export ${clippedText(found.name, 80)}. The call is made all the same, and shows what dlsym says.`;
    case 'import':
      return 'Imported: another library defines it. dlsym finds it there, so it can be called through this one too.';
    case 'export':
      return explainExport(found, known);
  }
}

function explainExport(
  { row }: Extract<SelectedSymbol, { kind: 'export' | 'import' }>,
  known: boolean,
): string {
  const type = symbolTypeName(row.type, row.section);
  if (type === 'OBJECT' || type === 'COMMON') {
    return 'This is data, not code: calling it crashes its process. Call the function that reads or sets it.';
  }
  if (type === 'TLS') return 'A thread-local variable, not code: it cannot be called.';
  if (row.version !== '' && !row.defaultVersion) {
    return `An older version, ${clippedText(row.version, 60)}. dlsym takes the default version of the name.`;
  }
  if (row.demangled === row.name || known) return '';
  return row.demangled.includes('::')
    ? 'A C++ name. Write the prototype in C; a member function takes the address of its object as a first argument (void *self).'
    : 'A C++ name, mangled by the compiler. Write the prototype in C, with the plain name; extern "C" would export it unmangled.';
}

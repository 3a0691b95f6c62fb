import type { SymbolColumns } from '../contract/library-model.ts';
import type { PrototypeSuggestion } from '../contract/prototype.ts';
import type { SourceReport, SymbolDescription } from '../contract/reader-protocol.ts';
import { suggestFromMangled } from '../ctypes/mangled-prototype.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import type { TypeScope } from '../ctypes/type-scope.ts';
import { formatPrototype } from '../ctypes/type-spelling.ts';
import type { DebugFunction, DebugInfo } from '../dwarf/debug-info.ts';
import type { HeaderModel } from '../header/header-model.ts';
import { type ExportedSymbol, symbolNamed } from './symbol-rows.ts';

/** Where prototypes of one library come from; `debug` is null where it has no debug information. */
export interface OpenSources {
  readonly columns: SymbolColumns;
  readonly debug: DebugInfo | null;
  readonly headers: readonly HeaderModel[];
  readonly reports: readonly SourceReport[];
}

/** All that the sources say of one symbol, best first. */
export function describeSymbol(sources: OpenSources, symbol: string, text: string): SymbolDescription {
  const found = symbolNamed(sources.columns, symbol);
  const typed = text.trim() === '' ? null : parsePrototype(text, { scope: scopeOf(sources) });
  if (found === null) return { suggestions: fromHeaders(sources, symbol), typed };
  return { suggestions: suggestionsFor(sources, found, functionOf(sources.debug, found)), typed };
}

/** What the sources say of an export; `known` is its function in the debug information. */
export function suggestionsFor(
  sources: OpenSources,
  symbol: ExportedSymbol,
  known: DebugFunction | null,
): readonly PrototypeSuggestion[] {
  const mangled = suggestFromMangled(symbol.name, symbol.demangled);
  return [
    ...(known === null ? [] : [fromDebugInformation(known)]),
    ...fromHeaders(sources, symbol.name),
    ...(mangled === null ? [] : [mangled]),
  ];
}

/** The function that a symbol is; an IFUNC's address is its resolver's, so its name decides. */
export function functionOf(debug: DebugInfo | null, symbol: ExportedSymbol): DebugFunction | null {
  if (debug === null || !isFunction(symbol)) return null;
  return symbol.type === 'IFUNC'
    ? debug.indirectFunctionAt(symbol.address, symbol.name)
    : debug.functionAt(symbol.address, symbol.name);
}

export function isFunction({ type }: ExportedSymbol): boolean {
  return type === 'FUNC' || type === 'IFUNC' || type === 'NOTYPE';
}

function fromDebugInformation({ prototype, location }: DebugFunction): PrototypeSuggestion {
  return { source: 'dwarf', text: formatPrototype(prototype), prototype, location, notes: [] };
}

function fromHeaders({ headers }: OpenSources, symbol: string): readonly PrototypeSuggestion[] {
  for (const { functions } of headers) {
    const suggestion = functions.get(symbol);
    if (suggestion !== undefined) return [suggestion];
  }
  return [];
}

/** Names of types: as the compiler laid them out where it says so, else as a header declares them. */
export function scopeOf({ debug, headers }: OpenSources): TypeScope {
  return {
    find: (name) => {
      const known = debug?.typeNamed(name);
      if (known) return known;
      for (const { scope } of headers) {
        const declared = scope.find(name);
        if (declared !== null) return declared;
      }
      return null;
    },
  };
}

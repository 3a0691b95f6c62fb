import type { PrototypeSuggestion } from '../contract/prototype.ts';
import { type PrototypeColumns, prototypeSourceCodes } from '../contract/reader-protocol.ts';
import { suggestFromMangled } from '../ctypes/mangled-prototype.ts';
import { formatPrototype, signatureText } from '../ctypes/type-spelling.ts';
import type { DebugFunction } from '../dwarf/debug-info.ts';
import { StringColumnBuilder } from '../elf/string-column.ts';
import { functionOf, isFunction, type OpenSources } from './known-prototypes.ts';
import { type ExportedSymbol, symbolAt } from './symbol-rows.ts';

const encoder = new TextEncoder();
/** A guess of the bytes of one prototype. */
const usualLength = 64;

/** Makes the columns step by step: between two steps others may work. */
export function* buildPrototypeColumns(sources: OpenSources): Generator<void, PrototypeColumns> {
  const { columns } = sources;
  const symbols = Array.from({ length: columns.count }, (_, row) => symbolAt(columns, row));
  const functions = yield* functionsOf(sources, symbols);
  const prototype = new StringColumnBuilder(columns.count, columns.count * usualLength);
  const signature = new StringColumnBuilder(columns.count, columns.count * usualLength);
  const source = new Uint8Array(columns.count);
  for (const [row, symbol] of symbols.entries()) {
    const best = bestOf(sources, symbol, functions[row] ?? null);
    prototype.add(encoder.encode(best?.text ?? ''));
    signature.add(encoder.encode(best?.signature ?? variableType(sources, symbol)));
    source[row] = best === null ? 0 : prototypeSourceCodes.indexOf(best.source);
    if (row % rowsPerStep === rowsPerStep - 1) yield;
  }
  return {
    prototype: prototype.finish(),
    signature: signature.finish(),
    source,
    sources: sources.reports,
  };
}

const rowsPerStep = 500;

/** All functions in one pass through the debug information, by row. */
function* functionsOf(
  { debug }: OpenSources,
  symbols: readonly ExportedSymbol[],
): Generator<void, readonly (DebugFunction | null)[]> {
  if (debug === null) return [];
  const wanted = symbols.filter((symbol) => isFunction(symbol) && symbol.type !== 'IFUNC');
  const pass = debug.functionsAt(wanted.map(({ address, name }) => ({ address, symbol: name })));
  let step = pass.next();
  for (; !step.done; step = pass.next()) yield;
  const found = new Map(wanted.map((symbol, index) => [symbol, step.value[index] ?? null]));
  return symbols.map(
    (symbol) => found.get(symbol) ?? functionOf(symbol.type === 'IFUNC' ? debug : null, symbol),
  );
}

interface ListedPrototype {
  readonly source: Exclude<(typeof prototypeSourceCodes)[number], 'none'>;
  readonly text: string;
  readonly signature: string;
}

/** The text of the best source alone: whole prototypes with their records are made when somebody asks for one. */
function bestOf(
  { headers }: OpenSources,
  symbol: ExportedSymbol,
  known: DebugFunction | null,
): ListedPrototype | null {
  if (!isFunction(symbol)) return null;
  if (known !== null) {
    const { prototype } = known;
    return { source: 'dwarf', text: formatPrototype(prototype), signature: signatureText(prototype) };
  }
  for (const { describe: describeDeclared } of headers) {
    const declared = describeDeclared(symbol.name);
    if (declared !== null) return { source: 'header', ...declared };
  }
  const mangled = suggestFromMangled(symbol.name, symbol.demangled);
  return mangled === null ? null : { source: 'mangled', text: mangled.text, signature: signatureOf(mangled) };
}

function signatureOf({ prototype, text }: PrototypeSuggestion): string {
  return prototype === null ? text.slice(Math.max(0, text.indexOf('('))) : signatureText(prototype);
}

function variableType({ debug, headers }: OpenSources, { type, address, name }: ExportedSymbol): string {
  if (type !== 'OBJECT' && type !== 'TLS' && type !== 'COMMON') return '';
  const known = debug?.variableAt(address, name);
  if (known) return known.type.type.spelling;
  for (const { variables } of headers) {
    const declared = variables.get(name);
    if (declared !== undefined) return declared.type.type.spelling;
  }
  return '';
}

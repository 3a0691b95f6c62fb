import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Prototype, PrototypeSuggestion, TypeWithRecords } from '../contract/prototype.ts';
import type { PrototypeColumns, PrototypeSources, SymbolDescription } from '../contract/reader-protocol.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import type { SessionCore } from './session-core.ts';

/** The build that answers calls, else the file on disk, and what the user gave to understand it. */
export function prototypeSources(core: SessionCore): PrototypeSources {
  const { headers, realPath } = core.store.get();
  return {
    path: core.running?.build.file ?? core.start.path,
    originalPath: realPath ?? core.start.path,
    headers: headers.map(({ path }) => path),
  };
}

/** All that is known of how a symbol is called; `text` is a prototype typed by hand, or empty. */
export function describeSymbol(
  core: SessionCore,
  symbol: string,
  text: string,
): Promise<Outcome<SymbolDescription>> {
  return core.dependencies.reader.describe({ ...prototypeSources(core), symbol, text });
}

/** The prototypes of all exports, row by row. */
export async function readPrototypes(
  core: SessionCore,
): Promise<Outcome<{ readonly symbolsVersion: number; readonly columns: PrototypeColumns }>> {
  const { symbolsVersion } = core.store.get();
  const columns = await core.dependencies.reader.prototypes(prototypeSources(core));
  return columns.ok ? succeed({ symbolsVersion, columns: columns.value }) : columns;
}

/** A type written in C, with the layouts that the library's sources give. */
export function resolveType(core: SessionCore, text: string): Promise<Outcome<TypeWithRecords>> {
  return core.dependencies.reader.type({ ...prototypeSources(core), text });
}

/** What the text of a prototype means, with a way to ask what is known of a symbol; an empty one means the best that is known. */
export async function prototypeFrom(
  ask: (symbol: string, text: string) => Promise<Outcome<SymbolDescription>>,
  symbol: string,
  text: string,
): Promise<Outcome<Prototype>> {
  const alone = text.trim() === '' ? null : parsePrototype(text);
  // Without a name in it that only the library's sources explain, the text says it all.
  if (alone?.ok && isWhole(alone.value)) return alone;
  const described = await ask(symbol, text);
  if (!described.ok) return described;
  const { suggestions, typed } = described.value;
  const known = suggestions.find((suggestion) =>
    alone === null ? suggestion.prototype !== null : suggestion.text === text.trim(),
  );
  if (known?.prototype) return succeed(known.prototype);
  return typed ?? alone ?? unknownPrototype(symbol, suggestions);
}

/** Nothing is guessed: what is known is named, and what is missing. */
function unknownPrototype(symbol: string, suggestions: readonly PrototypeSuggestion[]): Outcome<never> {
  const partial = suggestions[0];
  const known =
    partial === undefined
      ? `The prototype of ${symbol} is not known: no debug information and no header has it`
      : `Of ${symbol} only ${partial.text} is known: its mangled name does not hold the result type`;
  return fail('bad-prototype', `${known}; write it out as C does, for example int ${symbol}(int a, int b).`);
}

/** True when no type is known by its name alone. */
function isWhole({ result, parameters, records }: Prototype): boolean {
  return records.length === 0 && [result, ...parameters.map(({ type }) => type)].every(needsNoLookup);
}

function needsNoLookup(type: CType): boolean {
  switch (type.kind) {
    case 'pointer':
      return needsNoLookup(type.to);
    case 'array':
      return needsNoLookup(type.of);
    case 'function':
      return (
        needsNoLookup(type.result) && type.parameters.every((parameter) => needsNoLookup(parameter.type))
      );
    default:
      return type.kind !== 'opaque' && type.kind !== 'record' && type.kind !== 'enum';
  }
}

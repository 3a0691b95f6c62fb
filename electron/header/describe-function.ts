import type { CType, Prototype, PrototypeSuggestion } from '../contract/prototype.ts';
import { formatPrototype, signatureText } from '../ctypes/type-spelling.ts';
import { valueProblem } from '../ctypes/value-types.ts';
import { changesConvention } from './attributes.ts';
import type { DeclaratorSyntax, SpecifierSyntax } from './declaration-syntax.ts';
import type { FunctionDescription } from './header-model.ts';
import type { SourcePlace } from './line-markers.ts';
import { closeOverRecords } from './record-closure.ts';
import type { TypeBuilder } from './type-builder.ts';

/** A function or variable of a header, as it is written. */
export interface DeclaredSymbol {
  /** The name that the source gives it; its symbol's may be another. */
  readonly name: string;
  readonly specifiers: SpecifierSyntax;
  readonly declarator: DeclaratorSyntax;
  readonly place: SourcePlace;
}

type FunctionType = Extract<CType, { readonly kind: 'function' }>;

/** The prototype of a function with its place, and what is not known of it. */
export function suggestPrototype(
  builder: TypeBuilder,
  symbolName: string,
  symbol: DeclaredSymbol,
): PrototypeSuggestion {
  const bare = barePrototype(builder, symbolName, symbol);
  const notes = notesOn(bare, symbolName, symbol);
  const closure = closeOverRecords([bare.result, ...bare.parameters.map(({ type }) => type)], (index) =>
    builder.recordAt(index),
  );
  const [result = bare.result, ...types] = closure.types;
  const parameters = bare.parameters.map((parameter, index) => ({
    ...parameter,
    type: types[index] ?? parameter.type,
  }));
  const prototype: Prototype = { ...bare, result, parameters, records: closure.records };
  const problems = valueProblems(prototype);
  return {
    source: 'header',
    text: formatPrototype(bare),
    prototype: problems.length > 0 || hasOtherConvention(symbol) ? null : prototype,
    location: { file: symbol.place.file, line: symbol.place.line },
    notes: [...notes, ...problems],
  };
}

/** Text and signature alone. */
export function describeFunction(
  builder: TypeBuilder,
  symbolName: string,
  symbol: DeclaredSymbol,
): FunctionDescription {
  const bare = barePrototype(builder, symbolName, symbol);
  return { text: formatPrototype(bare), signature: signatureText(bare) };
}

/** Without its records: the indexes of its types are the builder's. */
function barePrototype(builder: TypeBuilder, name: string, symbol: DeclaredSymbol): Prototype {
  const type = functionOf(builder.declared(symbol.specifiers, symbol.declarator).type);
  return {
    name,
    result: type.result,
    parameters: type.parameters,
    variadic: type.variadic,
    records: [],
  };
}

/** What was declared as a function is one; an attribute that hides its type leaves nothing of it. */
function functionOf(type: CType): FunctionType {
  if (type.kind === 'function') return type;
  const result: CType = { kind: 'opaque', spelling: type.spelling, size: null };
  return { kind: 'function', spelling: type.spelling, result, parameters: [], variadic: false };
}

function valueProblems({ name, result, parameters, records }: Prototype): readonly string[] {
  return [
    valueProblem(result, records, { place: 'The result', name }),
    ...parameters.map(({ type, name: own }, index) =>
      valueProblem(type, records, { place: `Parameter ${index + 1}`, name: own }),
    ),
  ].filter((problem) => problem !== null);
}

function hasOtherConvention({ declarator }: DeclaredSymbol): boolean {
  return declarator.attributes.some(changesConvention);
}

function notesOn(prototype: Prototype, symbolName: string, symbol: DeclaredSymbol): readonly string[] {
  const convention = symbol.declarator.attributes.find(changesConvention);
  return [
    ...(symbol.name === symbolName ? [] : [`The header declares it as ${symbol.name}.`]),
    ...(convention
      ? [`${prototype.name} is called in another way (${convention.name}) than functions of this platform.`]
      : []),
  ];
}

import type { CType, Prototype, PrototypeSuggestion } from '../contract/prototype.ts';
import { type DemangledParts, demangledParts, parameterCount } from './demangled-parts.ts';
import { readDemangled } from './demangled-prototype.ts';
import { type MangledFunction, readMangledName } from './mangled-name.ts';
import { objectOf } from './mangled-object.ts';
import { parseFunction } from './parse-prototype.ts';
import { type ParseOptions, parseText } from './parse-text.ts';
import { splitScope } from './scoped-name.ts';
import { formatPrototype, formatWithoutResult, pointerTo } from './type-spelling.ts';
import { valueProblem } from './value-types.ts';

const resultNote = 'The name of the symbol does not tell the result type: write it in front.';
const objectNoteEnd = ' *this as the first parameter.';

/**
 * What an Itanium-mangled name says of a function's prototype; null for all that is no function or is not read. The
 * result is part of the names of template functions and conversions alone; constructors and destructors return nothing.
 * What the name does not tell is never guessed: then `prototype` is null, and a note says what to write.
 */
export function suggestFromMangled(
  name: string,
  demangled: string,
  options: ParseOptions = {},
): PrototypeSuggestion | null {
  const shape = readMangledName(name);
  const parts = shape ? demangledParts(demangled, shape.hasResult) : null;
  if (!shape || !parts) return null;
  const { scope, last } = splitScope(parts.name);
  const result = resultText(shape, { ...parts, last });
  const object = scope === null ? 'no' : objectOf(shape, parameterCount(parts.list));
  const read = readDemangled(
    {
      name: parts.name,
      result: result ?? 'void',
      list: parts.list,
      object: object === 'yes' && scope !== null ? { className: scope, isConst: shape.isConst } : null,
    },
    name,
    options,
  );
  if (!read.ok) return unread(parts);
  const mayBeMethod = object === 'unknown' && scope !== null;
  const values = valueNotes(read.value);
  const isWhole = result !== null && !mayBeMethod && values.length === 0;
  const notes = [
    ...(result === null ? [resultNote] : []),
    ...(mayBeMethod ? [objectNote(scope, shape)] : []),
    ...structorNotes(shape, scope ?? ''),
    ...values,
  ];
  return {
    source: 'mangled',
    text: result === null ? formatWithoutResult(read.value) : formatPrototype(read.value),
    prototype: isWhole ? read.value : null,
    location: null,
    notes,
  };
}

/** True when the text lacks its result type, which nobody but the user knows. */
export function needsResult(suggestion: PrototypeSuggestion): boolean {
  return suggestion.notes.includes(resultNote);
}

/** The text with `this` as its first parameter, where the function may be a method and the name does not tell; else null. */
export function methodVariant(suggestion: PrototypeSuggestion): string | null {
  if (!suggestion.notes.some((note) => note.endsWith(objectNoteEnd))) return null;
  const isBare = needsResult(suggestion);
  const text = isBare ? `void ${suggestion.text}` : suggestion.text;
  const read = parseText(text, {}, { read: parseFunction, demangled: true });
  const scope = read.ok ? splitScope(read.value.name).scope : null;
  if (!read.ok || scope === null) return null;
  const object: CType = { kind: 'opaque', spelling: scope, size: null };
  const self = { name: 'this', type: pointerTo(object, false), isThis: true } as const;
  const method = { ...read.value, parameters: [self, ...read.value.parameters] };
  return isBare ? formatWithoutResult(method) : formatPrototype(method);
}

function resultText(
  { kind, hasResult }: MangledFunction,
  parts: DemangledParts & { readonly last: string },
): string | null {
  if (kind === 'constructor' || kind === 'destructor') return 'void';
  if (kind === 'conversion') return parts.last.replace(/^operator /, '');
  return hasResult ? parts.result : null;
}

function objectNote(className: string, { scope }: MangledFunction): string {
  const condition =
    scope === 'class'
      ? 'Unless the function is static'
      : `If ${className} is a class and the function is not static`;
  return `${condition}, write ${className}${objectNoteEnd}`;
}

function structorNotes({ kind, code }: MangledFunction, className: string): readonly string[] {
  if (kind !== 'constructor' && kind !== 'destructor') return [];
  const notes: string[] = [];
  if (kind === 'constructor') notes.push(`this is memory for a new ${className}.`);
  if (code === 'D0') notes.push('It also frees the memory of the object with operator delete.');
  // Itanium C++ ABI, 5.1.4.3 and 2.6.2: the variants for base classes take a VTT where there are virtual ones.
  if (/^[CD]2$/.test(code)) {
    notes.push(
      `Where ${className} has virtual base classes this variant takes one pointer more after this; use the one whose symbol has ${code.charAt(0)}1.`,
    );
  }
  return notes;
}

function valueNotes({ result, parameters, records }: Prototype): readonly string[] {
  const types = [result, ...parameters.map((parameter) => parameter.type)];
  const unknown = types.filter((type) => valueProblem(type, records, { place: '', name: null }) !== null);
  return [...new Set(unknown.map(valueNote))];
}

function valueNote(type: CType): string {
  return type.kind === 'opaque' && type.size !== null
    ? `${type.spelling} by value is not supported.`
    : `How ${type.spelling} is passed is not known: the name does not tell its layout.`;
}

/** What is written in the words of the demangler, because a type in it is not read. */
function unread({ result, name, list }: DemangledParts): PrototypeSuggestion {
  const notes = ['Not all of its types could be read.', ...(result === null ? [resultNote] : [])];
  const text = `${result === null ? '' : `${result} `}${name}${list}`;
  return { source: 'mangled', text, prototype: null, location: null, notes };
}

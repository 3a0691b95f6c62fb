import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { Prototype } from '../contract/prototype.ts';
import type { PrototypeSources } from '../contract/reader-protocol.ts';
import { parsePrototype } from '../ctypes/parse-prototype.ts';
import { prototypeFrom } from '../session/resolve-prototype.ts';
import { findSymbol } from '../session/symbol-lookup.ts';
import { localReader } from './local-reader.ts';

/** The function that a text on the command line names, and how it is called. */
export interface ResolvedCall {
  /** The name for dlsym. */
  readonly symbol: string;
  readonly prototype: Prototype;
}

/**
 * Understands a C prototype, or a bare name whose prototype the library's sources know; a C++ name stands for the one
 * export that demangles to it. What is not known is a failure: nothing is guessed.
 */
export async function resolveCall(sources: PrototypeSources, text: string): Promise<Outcome<ResolvedCall>> {
  const isBareName = text.trim() !== '' && !text.includes('(');
  const typed = isBareName ? '' : text;
  const name = isBareName ? succeed(text.trim()) : nameIn(text);
  if (!name.ok) return name;
  const symbol = symbolFor(sources.path, name.value);
  if (!symbol.ok) return symbol;
  const describe = async (wanted: string, prototype: string) =>
    localReader().describe({ ...sources, symbol: wanted, text: prototype });
  const prototype = await prototypeFrom(describe, symbol.value, typed);
  return prototype.ok ? succeed({ symbol: symbol.value, prototype: prototype.value }) : prototype;
}

/** The name in front of the parameters, also of a prototype whose types only the library knows. */
function nameIn(text: string): Outcome<string> {
  const parsed = parsePrototype(text);
  if (parsed.ok) return succeed(parsed.value.name);
  const name = /([\p{ID_Start}_$~][\p{ID_Continue}$:~]*)\s*\(/u.exec(text)?.[1];
  return name === undefined ? parsed : succeed(name);
}

/**
 * The exported symbol of that very name, else the one that demangles to it, else the name. Constructors come in pairs: the
 * complete object's (C1, Itanium C++ ABI 5.1.4.3) is what `new` calls. Several functions of one name are not chosen among.
 */
function symbolFor(path: string, name: string): Outcome<string> {
  if (!name.includes('::')) return succeed(name);
  const exports = localReader().symbols({ path, table: 'exports' });
  if (!exports.ok) return succeed(name);
  const { type, namesakes } = findSymbol(exports.value, name);
  const [first] = namesakes;
  if (type !== null || first === undefined) return succeed(name);
  if (namesakes.every(({ demangled }) => demangled === first.demangled)) {
    const complete = namesakes.find((symbol) => /[CD]1E/.test(symbol.name));
    return succeed((complete ?? first).name);
  }
  const names = namesakes.map((symbol) => `${symbol.name}, which is ${symbol.demangled}`).join('; ');
  return fail(
    'bad-prototype',
    `Several functions are named ${name}; give one by its mangled name: ${names}.`,
  );
}

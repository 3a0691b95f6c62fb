import type { Parameter, Prototype, SourceLocation } from '../contract/prototype.ts';
import { DW_AT } from './constants.ts';
import type { Entry } from './entries.ts';
import type { LineFiles } from './line-files.ts';
import { type ParameterEntries, parametersOf } from './parameter-entries.ts';
import { TypeClosure } from './type-closure.ts';
import type { TypeSources } from './type-sources.ts';

/** A function that a resolver chooses while the library is loaded. */
interface ResolvedFunction {
  readonly name: string;
  readonly resolver: Entry;
}

/** One function of the debug information; what is asked of it is read then. */
export class DebugFunction {
  readonly #sources: TypeSources;
  readonly #lines: LineFiles;
  readonly #chain: readonly Entry[];
  readonly #resolved: ResolvedFunction | null;
  #prototype: Prototype | null = null;

  /** `entry` is that of the function, or that of the type of a `resolved` one, which has no own. */
  constructor(
    sources: TypeSources,
    lines: LineFiles,
    { entry, resolved = null }: { readonly entry: Entry; readonly resolved?: ResolvedFunction | null },
  ) {
    this.#sources = sources;
    this.#lines = lines;
    this.#chain = sources.names.chain(entry);
    this.#resolved = resolved;
  }

  /** How it is called, with the layouts of the records that it takes and returns. */
  get prototype(): Prototype {
    this.#prototype ??= this.#build(false);
    return this.#prototype;
  }

  /** The same with records that are known by name alone: for the text of a prototype. */
  get outline(): Prototype {
    return this.#prototype ?? this.#build(true);
  }

  /** Where it is defined, else declared. */
  get location(): SourceLocation | null {
    const { names } = this.#sources;
    return this.#lines.locationOf(
      this.#resolved === null ? this.#chain : names.chain(this.#resolved.resolver),
    );
  }

  /** How it is called, its records in the shared table of `types`. */
  shapeIn(types: TypeClosure): Omit<Prototype, 'records'> {
    const { values, names } = this.#sources;
    const [entry] = this.#chain;
    const { entries, variadic } = this.#parameters();
    const parameters = entries.map((child, index) => this.#parameter(types, child, index));
    const result = types.typeAt(this.#first(this.#chain, (origin) => values.reference(origin, DW_AT.type)));
    const name = this.#resolved?.name ?? (entry && names.qualified(entry)) ?? '?';
    return { name, result, parameters: withoutRepeatedNames(parameters), variadic };
  }

  #build(isOutline: boolean): Prototype {
    const types = new TypeClosure(this.#sources, { isOutline });
    return { ...this.shapeIn(types), records: types.records() };
  }

  /** The parameters of the first entry that has any: an instance has its own ones, a definition names what a declaration may not. */
  #parameters(): ParameterEntries {
    for (const origin of this.#chain) {
      const parameters = parametersOf(this.#sources.values.entries, origin);
      if (parameters.entries.length > 0 || parameters.variadic) return parameters;
    }
    return { entries: [], variadic: false };
  }

  #parameter(types: TypeClosure, child: Entry, index: number): Parameter {
    const { values, names } = this.#sources;
    const chain = names.chain(child);
    const name = names.simple(child);
    const type = types.parameterAt(this.#first(chain, (origin) => values.reference(origin, DW_AT.type)));
    const isArtificial = index === 0 && chain.some((origin) => values.flag(origin, DW_AT.artificial));
    const isThis = isArtificial && (name === 'this' || name === null);
    return isThis ? { name: 'this', type, isThis: true } : { name, type };
  }

  #first<T>(chain: readonly Entry[], read: (entry: Entry) => T | null): T | null {
    for (const entry of chain) {
      const found = read(entry);
      if (found !== null) return found;
    }
    return null;
  }
}

/** Clang gives all parameters of a pack the name of the pack, by which none of them can be told. */
function withoutRepeatedNames(parameters: readonly Parameter[]): readonly Parameter[] {
  const counts = new Map<string | null, number>();
  for (const { name } of parameters) counts.set(name, (counts.get(name) ?? 0) + 1);
  return parameters.map((parameter) =>
    (counts.get(parameter.name) ?? 0) > 1 ? { ...parameter, name: null } : parameter,
  );
}

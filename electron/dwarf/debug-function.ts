import type { Parameter, Prototype, SourceLocation } from '../contract/prototype.ts';
import { DW_AT, DW_TAG } from './constants.ts';
import type { Entry } from './entries.ts';
import type { LineFiles } from './line-files.ts';
import { decayed, isParameter, TypeClosure } from './type-closure.ts';
import type { TypeSources } from './type-sources.ts';

/** The call library takes no more, and no compiler's test has as many. */
const parameterLimit = 256;

/** One function of the debug information; what is asked of it is read then. */
export class DebugFunction {
  readonly #sources: TypeSources;
  readonly #lines: LineFiles;
  readonly #chain: readonly Entry[];
  #prototype: Prototype | null = null;

  constructor(sources: TypeSources, lines: LineFiles, entry: Entry) {
    this.#sources = sources;
    this.#lines = lines;
    this.#chain = sources.names.chain(entry);
  }

  /** How it is called, with the layouts of the records that it takes and returns. */
  get prototype(): Prototype {
    this.#prototype ??= this.#build(false);
    return this.#prototype;
  }

  /** The same with records that have no members: for the text of a prototype. */
  get outline(): Prototype {
    return this.#prototype ?? this.#build(true);
  }

  /** Where it is defined, else declared. */
  get location(): SourceLocation | null {
    return this.#lines.locationOf(this.#chain);
  }

  #build(isOutline: boolean): Prototype {
    const { values, names } = this.#sources;
    const types = new TypeClosure(this.#sources, { isOutline });
    const [entry] = this.#chain;
    const children = this.#parameters();
    const parameters = children
      .filter(({ abbreviation }) => abbreviation.tag === DW_TAG.formal_parameter)
      .slice(0, parameterLimit)
      .map((child, index) => this.#parameter(types, child, index));
    const result = types.typeAt(this.#first((origin) => values.reference(origin, DW_AT.type)));
    return {
      name: (entry && names.qualified(entry)) ?? '?',
      result,
      parameters,
      variadic: children.some(({ abbreviation }) => abbreviation.tag === DW_TAG.unspecified_parameters),
      records: types.records(),
    };
  }

  /** The parameters of the first entry that has any: an instance has its own ones, a definition names what a declaration may not. */
  #parameters(): readonly Entry[] {
    for (const origin of this.#chain) {
      const parameters = this.#sources.values.entries.children(origin, isParameter);
      if (parameters.length > 0) return parameters;
    }
    return [];
  }

  #parameter(types: TypeClosure, child: Entry, index: number): Parameter {
    const { values, names } = this.#sources;
    const chain = names.chain(child);
    const name = names.simple(child);
    const type = chain
      .map((origin) => values.reference(origin, DW_AT.type))
      .find((offset) => offset !== null);
    const isArtificial = chain.some((origin) => values.flag(origin, DW_AT.artificial));
    const isThis = index === 0 && isArtificial && (name === 'this' || name === null);
    const parameter = { name: isThis ? 'this' : name, type: decayed(types.typeAt(type ?? null)) };
    return isThis ? { ...parameter, isThis: true } : parameter;
  }

  #first<T>(read: (entry: Entry) => T | null): T | null {
    for (const entry of this.#chain) {
      const found = read(entry);
      if (found !== null) return found;
    }
    return null;
  }
}

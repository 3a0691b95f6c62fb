import type { CType, Parameter } from '../contract/prototype.ts';
import { arrayOf, functionType, pointerTo } from '../ctypes/type-spelling.ts';

// No type that a person can read is larger; a chain of typedefs can make one grow without bound.
const maximumDepth = 60;
const maximumParts = 4000;
const maximumSpelling = 4000;

/** Builds types from others; one that would become too deep or too large is known by its name alone. */
export class BoundedTypes {
  readonly #weights = new WeakMap<CType, { readonly depth: number; readonly parts: number }>();

  pointer(to: CType, toConst: boolean): CType {
    return this.#weigh(pointerTo(this.#bounded(to), toConst), [to]);
  }

  array(of: CType, count: number): CType {
    return this.#weigh(arrayOf(this.#bounded(of), count), [of]);
  }

  function(result: CType, parameters: readonly Parameter[], variadic: boolean): CType {
    const bounded = parameters.map((parameter) => ({ ...parameter, type: this.#bounded(parameter.type) }));
    return this.#weigh(functionType(this.#bounded(result), bounded, variadic), [
      result,
      ...bounded.map(({ type }) => type),
    ]);
  }

  /** The same type under another name. */
  named(type: CType, spelling: string): CType {
    return this.#weigh({ ...type, spelling }, [type], 0);
  }

  #bounded(type: CType): CType {
    const { depth, parts } = this.#weightOf(type);
    if (depth < maximumDepth && parts < maximumParts && type.spelling.length < maximumSpelling) return type;
    return {
      kind: 'opaque',
      spelling: type.spelling.length < maximumSpelling ? type.spelling : 'void',
      size: null,
    };
  }

  #weightOf(type: CType): { readonly depth: number; readonly parts: number } {
    return this.#weights.get(type) ?? { depth: 0, parts: 1 };
  }

  #weigh(type: CType, parts: readonly CType[], own = 1): CType {
    const weights = parts.map((part) => this.#weightOf(part));
    this.#weights.set(type, {
      depth: own + weights.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
      parts: own + weights.reduce((sum, { parts: count }) => sum + count, 0),
    });
    return type;
  }
}

import { type ChangeSeverity, worse } from '../../contract/build-changes.ts';
import type { CType } from '../../contract/prototype.ts';
import { isSameName, isSameShape, tagOf } from './record-names.ts';
import type { Edge, Origin, TypeGraph } from './type-graph.ts';

/** Which way values go there: into the library, out of it, or both. */
export type Direction = 'in' | 'out' | 'both';

/** Where two types stand. */
export interface Place {
  readonly origin: Origin;
  readonly edge: Edge;
  readonly direction: Direction;
}

type TypeOf<K extends CType['kind']> = Extract<CType, { readonly kind: K }>;

/** Types of two builds are compared so often; more can only be an attack. */
const comparisonLimit = 10_000_000;

/**
 * Tells how much it matters that one type became another, by meaning and not by spelling; null when nothing changed. What
 * records and enumerations hold is left to the graph, which learns of every pair that is met.
 */
export class TypeDifference {
  readonly #graph: TypeGraph;
  #left = comparisonLimit;

  constructor(graph: TypeGraph) {
    this.#graph = graph;
  }

  /** False once the work was too much and the rest counts as equal. */
  get isComplete(): boolean {
    return this.#left >= 0;
  }

  between(before: CType, after: CType, place: Place): ChangeSeverity | null {
    this.#left -= 1;
    if (this.#left < 0) return null;
    if (isUnknown(before) || isUnknown(after)) return null;
    if (before.kind === 'record' && after.kind === 'record') return this.#records(before, after, place);
    if (before.kind === 'pointer' && after.kind === 'pointer') return this.#pointers(before, after, place);
    if (before.kind === 'array' && after.kind === 'array') return this.#arrays(before, after, place);
    if (before.kind === 'function' && after.kind === 'function') return this.#functions(before, after, place);
    if (before.kind === 'enum' && after.kind === 'enum') {
      this.#graph.meetEnums(before, after, place.origin, place.edge);
      return null;
    }
    return scalars(before, after);
  }

  #records(before: TypeOf<'record'>, after: TypeOf<'record'>, place: Place): ChangeSeverity | null {
    const old = this.#graph.recordOf('before', before.record);
    const now = this.#graph.recordOf('after', after.record);
    if (old === null || now === null) return null;
    const [oldTag, newTag] = [tagOf(old), tagOf(now)];
    if (oldTag !== null && newTag !== null && !isSameName(oldTag, newTag)) {
      return isSameShape(old, now) ? 'compatible' : 'breaking';
    }
    this.#graph.meetRecords(before.record, after.record, place.origin, place.edge);
    return null;
  }

  #pointers(before: TypeOf<'pointer'>, after: TypeOf<'pointer'>, place: Place): ChangeSeverity | null {
    const constness = before.toConst === after.toConst ? null : constChange(after.toConst, place.direction);
    if (before.to.kind === 'void' || after.to.kind === 'void') {
      return worse(constness, before.to.kind === after.to.kind ? null : 'risky');
    }
    return worse(
      constness,
      this.between(before.to, after.to, { ...place, edge: 'pointer', direction: 'both' }),
    );
  }

  #arrays(before: TypeOf<'array'>, after: TypeOf<'array'>, place: Place): ChangeSeverity | null {
    const inside = this.between(before.of, after.of, place);
    return before.count === after.count ? inside : 'breaking';
  }

  #functions(before: TypeOf<'function'>, after: TypeOf<'function'>, place: Place): ChangeSeverity | null {
    const inside: Place = { ...place, edge: 'pointer', direction: 'both' };
    const isOther =
      before.parameters.length !== after.parameters.length || before.variadic !== after.variadic;
    let severity = worse(isOther ? 'breaking' : null, this.between(before.result, after.result, inside));
    for (const [index, { type }] of before.parameters.entries()) {
      const other = after.parameters[index];
      if (other !== undefined) severity = worse(severity, this.between(type, other.type, inside));
    }
    return severity;
  }
}

/** What only one build knows by more than its name, or what is not read at all. */
function isUnknown(type: CType): boolean {
  return type.kind === 'opaque' && (type.size === null || type.spelling === '…');
}

/** A promise that is given is harmless, one that is taken back is not: which it is depends on the way of the value. */
function constChange(isConst: boolean, direction: Direction): ChangeSeverity {
  if (direction === 'both') return 'risky';
  return isConst === (direction === 'in') ? 'compatible' : 'risky';
}

function scalars(before: CType, after: CType): ChangeSeverity | null {
  if (before.kind === 'opaque' || after.kind === 'opaque') return opaques(before, after);
  const [oldBits, newBits] = [integerBits(before), integerBits(after)];
  if (oldBits !== null && newBits !== null) {
    if (oldBits !== newBits) return 'breaking';
    return isSigned(before) === isSigned(after) && before.kind === after.kind ? null : 'risky';
  }
  if (before.kind !== after.kind) return 'breaking';
  return before.kind === 'float' && after.kind === 'float' && before.bits !== after.bits ? 'breaking' : null;
}

function opaques(before: CType, after: CType): ChangeSeverity | null {
  if (before.kind !== 'opaque' || after.kind !== 'opaque') {
    return isSameName(before.spelling, after.spelling) ? null : 'breaking';
  }
  return before.size === after.size && isSameName(before.spelling, after.spelling) ? null : 'breaking';
}

function integerBits(type: CType): number | null {
  if (type.kind === 'bool') return 8;
  return type.kind === 'integer' || type.kind === 'enum' ? type.bits : null;
}

function isSigned(type: CType): boolean {
  return (type.kind === 'integer' || type.kind === 'enum') && type.signed;
}

import type { CType, RecordType } from '../../contract/prototype.ts';

export type EnumType = Extract<CType, { readonly kind: 'enum' }>;

/** How one type is reached from another, or from an export. */
export type Edge = 'value' | 'pointer';

/** Where a type was met: an export by its index, or a type of the graph. */
export interface Origin {
  readonly from: 'export' | 'type';
  readonly index: number;
}

/** A record or an enumeration in both builds, and all from where it is reached. */
export interface TypePair {
  readonly types:
    | {
        readonly kind: 'record';
        readonly before: RecordType;
        readonly after: RecordType;
        /** Their places in the tables of records. */
        readonly records: { readonly before: number; readonly after: number };
      }
    | { readonly kind: 'enum'; readonly before: EnumType; readonly after: EnumType };
  readonly origins: { readonly origin: Origin; readonly edge: Edge }[];
}

/** The exports that reach a type, by index, ascending. */
export interface ReachingExports {
  readonly byValue: readonly number[];
  readonly byPointer: readonly number[];
}

interface RecordTables {
  readonly before: readonly RecordType[];
  readonly after: readonly RecordType[];
}

/** The records and enumerations that two builds' exports reach, pair by pair. */
export class TypeGraph {
  /** Grows at its end while it is walked. */
  readonly pairs: TypePair[] = [];
  readonly #tables: RecordTables;
  readonly #known = new Map<string, TypePair>();
  readonly #enumIds = new Map<EnumType['constants'], number>();

  constructor(tables: RecordTables) {
    this.#tables = tables;
  }

  /** A record that stands in the same place in both builds; false when either is not in its table. */
  meetRecords(before: number, after: number, origin: Origin, edge: Edge): boolean {
    const [old, now] = [this.#tables.before[before], this.#tables.after[after]];
    if (old === undefined || now === undefined) return false;
    const records = { before, after };
    this.#meet(`${before} ${after}`, { kind: 'record', before: old, after: now, records }, origin, edge);
    return true;
  }

  meetEnums(before: EnumType, after: EnumType, origin: Origin, edge: Edge): void {
    const key = `enum ${this.#idOf(before)} ${this.#idOf(after)}`;
    this.#meet(key, { kind: 'enum', before, after }, origin, edge);
  }

  recordOf(side: keyof RecordTables, index: number): RecordType | null {
    return this.#tables[side][index] ?? null;
  }

  #meet(key: string, types: TypePair['types'], origin: Origin, edge: Edge): void {
    const known = this.#known.get(key);
    if (known !== undefined) {
      known.origins.push({ origin, edge });
      return;
    }
    const pair: TypePair = { types, origins: [{ origin, edge }] };
    this.#known.set(key, pair);
    this.pairs.push(pair);
  }

  /** Typedefs are copies of an enumeration that share its constants. */
  #idOf({ constants }: EnumType): number {
    const id = this.#enumIds.get(constants) ?? this.#enumIds.size;
    this.#enumIds.set(constants, id);
    return id;
  }

  /** The exports that reach any of the pairs; those that do so by value are not among the others. */
  exportsReaching(indexes: readonly number[]): ReachingExports {
    const values = this.#reach(indexes, (edge) => edge === 'value');
    const all = this.#reach(indexes, () => true);
    return {
      byValue: sorted(values),
      byPointer: sorted(new Set([...all].filter((index) => !values.has(index)))),
    };
  }

  #reach(indexes: readonly number[], isTaken: (edge: Edge) => boolean): ReadonlySet<number> {
    const exports = new Set<number>();
    const seen = new Set(indexes);
    for (const index of seen) {
      for (const { origin, edge } of this.pairs[index]?.origins ?? []) {
        if (!isTaken(edge)) continue;
        // A Set gives what is added while it is walked.
        if (origin.from === 'type') seen.add(origin.index);
        else exports.add(origin.index);
      }
    }
    return exports;
  }
}

function sorted(indexes: ReadonlySet<number>): readonly number[] {
  return [...indexes].sort((left, right) => left - right);
}

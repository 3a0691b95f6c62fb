import type { CType, RecordType } from '../contract/prototype.ts';

/** Types with the records that they reach, out of a larger table. */
export interface RecordClosure {
  readonly types: readonly CType[];
  readonly records: readonly RecordType[];
}

/** How far records are followed: those by value always, behind pointers for so many hops and so many records in all. */
const closureLimits = { hops: 3, records: 400 } as const;

/** Finds the record at an index of the large table, laid out; null when there is none. */
export type RecordLookup = (index: number) => RecordType | null;

/**
 * The records that `types` reach, with indexes of their own: complete by value, and behind pointers as far as
 * `closureLimits` says; what is farther is known by name only.
 */
export function closeOverRecords(types: readonly CType[], lookup: RecordLookup): RecordClosure {
  const reach = new Reach(lookup);
  for (const type of types) reach.byValue(type);
  for (let hop = 1; hop <= closureLimits.hops; hop += 1) reach.followPointers();
  return new Renumbering(reach.found).rewrite(types);
}

/** Collects records, nearest first. */
class Reach {
  /** In the order in which they were found. */
  readonly found = new Map<number, RecordType>();
  readonly #lookup: RecordLookup;
  readonly #seen = new Set<CType>();
  /** What pointers of the records so far point to. */
  #behind: CType[] = [];

  constructor(lookup: RecordLookup) {
    this.#lookup = lookup;
  }

  followPointers(): void {
    const next = this.#behind;
    this.#behind = [];
    for (const type of next) {
      if (this.#fits(type)) this.byValue(type);
      // Known by name: what lies behind it as a function is still to be seen.
      else if (type.kind !== 'record') this.#parts(type);
    }
  }

  byValue(type: CType): void {
    const pending = [type];
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (this.#seen.has(next)) continue;
      this.#seen.add(next);
      if (next.kind === 'record') pending.push(...this.#membersOf(next.record));
      else pending.push(...this.#parts(next));
    }
  }

  /** What a type holds by value; what it points to waits for the next hop. */
  #parts(type: CType): readonly CType[] {
    if (type.kind === 'pointer') this.#behind.push(type.to);
    if (type.kind === 'array') return [type.of];
    return type.kind === 'function'
      ? [type.result, ...type.parameters.map((parameter) => parameter.type)]
      : [];
  }

  #membersOf(index: number): readonly CType[] {
    if (this.found.has(index)) return [];
    const record = this.#lookup(index);
    if (!record) return [];
    this.found.set(index, record);
    return record.members?.map((member) => member.type) ?? [];
  }

  /** True when all records that come with the type by value still have room. */
  #fits(type: CType): boolean {
    const added = new Set<number>();
    const pending = [type];
    for (let next = pending.pop(); next; next = pending.pop()) {
      if (next.kind === 'array') pending.push(next.of);
      else if (next.kind === 'function')
        pending.push(next.result, ...next.parameters.map(({ type: one }) => one));
      else if (next.kind === 'record' && !this.found.has(next.record) && !added.has(next.record)) {
        added.add(next.record);
        if (this.found.size + added.size > closureLimits.records) return false;
        pending.push(...(this.#lookup(next.record)?.members ?? []).map((member) => member.type));
      }
    }
    return true;
  }
}

/** Rewrites indexes; a type that occurs twice stays one object. */
class Renumbering {
  readonly #records: readonly RecordType[];
  readonly #indexes: ReadonlyMap<number, number>;
  readonly #done = new Map<CType, CType>();

  constructor(found: ReadonlyMap<number, RecordType>) {
    this.#records = [...found.values()];
    this.#indexes = new Map([...found.keys()].map((index, position) => [index, position]));
  }

  rewrite(types: readonly CType[]): RecordClosure {
    return {
      types: types.map((type) => this.#type(type)),
      records: this.#records.map((record) => ({
        ...record,
        members: record.members?.map((member) => ({ ...member, type: this.#type(member.type) })) ?? null,
      })),
    };
  }

  #type(type: CType): CType {
    const done = this.#done.get(type);
    if (done) return done;
    const rewritten = this.#rewritten(type);
    this.#done.set(type, rewritten);
    return rewritten;
  }

  #rewritten(type: CType): CType {
    switch (type.kind) {
      case 'pointer':
        return { ...type, to: this.#type(type.to) };
      case 'array':
        return { ...type, of: this.#type(type.of) };
      case 'function':
        return {
          ...type,
          result: this.#type(type.result),
          parameters: type.parameters.map((parameter) => ({
            ...parameter,
            type: this.#type(parameter.type),
          })),
        };
      case 'record': {
        const record = this.#indexes.get(type.record);
        return record === undefined
          ? { kind: 'opaque', spelling: type.spelling, size: null }
          : { ...type, record };
      }
      default:
        return type;
    }
  }
}

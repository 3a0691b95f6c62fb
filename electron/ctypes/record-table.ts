import type { CType, Member, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import { isDeclarationOf, isSameRecord, type RecordInTable } from './same-record.ts';

/**
 * Gathers the records of several types in one table. What is added refers to the table of this object alone; records that
 * are the same object, or equal by spelling, size and members, are held once, and a bare declaration gives way to the layout.
 */
export class RecordTable {
  readonly #records: RecordType[] = [];
  /** What each record was before its indexes were rewritten: what is added later is compared with it. */
  readonly #origins: RecordInTable[] = [];
  /** Where an object that was added lies; objects are the identity of records within one source. */
  readonly #indexes = new Map<RecordType, number>();
  readonly #bySpelling = new Map<string, number[]>();
  /** Records whose members are still to be rewritten; a queue, because chains of records are longer than the stack. */
  readonly #pending: number[] = [];

  /** The records so far; a later `add` may append to them. */
  get records(): readonly RecordType[] {
    return this.#records;
  }

  /** The same type with the indexes of this table; the records it reaches are added. */
  add(type: TypeWithRecords): CType {
    const added = this.#transferFrom(type.records).type(type.type);
    for (let index = this.#pending.pop(); index !== undefined; index = this.#pending.pop()) this.#fill(index);
    return added;
  }

  #transferFrom(records: readonly RecordType[]): Transfer {
    return new Transfer(records, (record) => this.#place({ record, records }));
  }

  #place(origin: RecordInTable): number {
    const known = this.#indexes.get(origin.record) ?? this.#equal(origin);
    if (known !== null) {
      this.#indexes.set(origin.record, known);
      return known;
    }
    const { record } = origin;
    const index = this.#records.push(record) - 1;
    this.#indexes.set(record, index);
    const namesakes = this.#bySpelling.get(record.spelling);
    if (namesakes) namesakes.push(index);
    else this.#bySpelling.set(record.spelling, [index]);
    this.#origins.push(origin);
    this.#pending.push(index);
    return index;
  }

  #equal(origin: RecordInTable): number | null {
    for (const index of this.#bySpelling.get(origin.record.spelling) ?? []) {
      const held = this.#origins[index];
      if (!held) continue;
      if (isSameRecord(origin, held) || isDeclarationOf(origin.record, held.record)) return index;
      if (isDeclarationOf(held.record, origin.record)) {
        this.#origins[index] = origin;
        this.#pending.push(index);
        return index;
      }
    }
    return null;
  }

  #fill(index: number): void {
    const origin = this.#origins[index];
    if (!origin) return;
    const transfer = this.#transferFrom(origin.records);
    const members = origin.record.members?.map((member) => transfer.member(member)) ?? null;
    this.#records[index] = { ...origin.record, members };
  }
}

/** Rewrites the record indexes of types; a type that occurs twice is rewritten once. */
class Transfer {
  readonly #source: readonly RecordType[];
  readonly #place: (record: RecordType) => number;
  readonly #done = new Map<CType, CType>();

  constructor(source: readonly RecordType[], place: (record: RecordType) => number) {
    this.#source = source;
    this.#place = place;
  }

  member(member: Member): Member {
    return { ...member, type: this.type(member.type) };
  }

  type(type: CType): CType {
    const done = this.#done.get(type);
    if (done) return done;
    const rewritten = this.#rewrite(type);
    this.#done.set(type, rewritten);
    return rewritten;
  }

  #rewrite(type: CType): CType {
    switch (type.kind) {
      case 'pointer':
        return { ...type, to: this.type(type.to) };
      case 'array':
        return { ...type, of: this.type(type.of) };
      case 'function':
        return {
          ...type,
          result: this.type(type.result),
          parameters: type.parameters.map((parameter) => ({ ...parameter, type: this.type(parameter.type) })),
        };
      case 'record': {
        const record = this.#source[type.record];
        // A reference out of its table means nothing: the type stays known by name only.
        if (!record) return { kind: 'opaque', spelling: type.spelling, size: null };
        return { ...type, record: this.#place(record) };
      }
      default:
        return type;
    }
  }
}

import type { PointerValue } from '../contract/call-value.ts';
import { blockBytesLimit } from '../contract/call-value.ts';
import { type Failure, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, RecordType, TypeWithRecords } from '../contract/prototype.ts';
import type { EncodeContext } from './encode-context.ts';
import { badArgument, type Place } from './encode-place.ts';
import type { Literal } from './literal.ts';
import { ImageBuilder } from './memory-image.ts';
import { type NamedMember, namedMembers } from './record-members.ts';

export type PointerType = Extract<CType, { readonly kind: 'pointer' }>;
export type RecordReference = Extract<CType, { readonly kind: 'record' }>;

/** Where in new memory a value goes. */
export interface Slot {
  readonly type: CType;
  readonly image: ImageBuilder;
  /** In bytes. */
  readonly offset: number;
  /** Of a bit-field, from the start of the image. */
  readonly bits: { readonly offset: number; readonly size: number } | null;
  readonly place: Place;
}

/** How values are written; values hold records, records pointers and pointers values, so each finds the others through here. */
export interface ValueWriters {
  readonly write: (encoding: Encoding, slot: Slot, literal: Literal) => Failure | null;
  readonly pointer: (
    encoding: Encoding,
    type: PointerType,
    literal: Literal,
    place: Place,
  ) => Outcome<PointerValue>;
}

/** The work on the arguments of one call: its records, what the texts may refer to, and how much memory is left. */
export class Encoding {
  readonly context: EncodeContext;
  readonly #records: RecordType[];
  readonly #writers: ValueWriters;
  readonly #members = new Map<RecordType, ReadonlyMap<string, NamedMember>>();
  readonly #adopted = new Map<TypeWithRecords, CType>();
  #bytesLeft = blockBytesLimit;

  constructor(records: readonly RecordType[], context: EncodeContext, writers: ValueWriters) {
    this.#records = [...records];
    this.context = context;
    this.#writers = writers;
  }

  /** The prototype's records, then those of types that arguments named. */
  get records(): readonly RecordType[] {
    return this.#records;
  }

  /** Writes a value into new memory, or says what does not fit. */
  write(slot: Slot, literal: Literal): Failure | null {
    return this.#writers.write(this, slot, literal);
  }

  /** What a pointer of `type` is given. */
  pointer(type: PointerType, literal: Literal, place: Place): Outcome<PointerValue> {
    return this.#writers.pointer(this, type, literal, place);
  }

  /** New memory of `size` bytes, unless that is more than one call may have. */
  allocate(size: number, place: Place): Outcome<ImageBuilder> {
    if (!Number.isSafeInteger(size) || size > this.#bytesLeft) {
      const limit = `${blockBytesLimit / 1024 / 1024} MiB`;
      return badArgument(
        place,
        `${size} bytes are too many; the arguments of one call may take ${limit} of new memory`,
      );
    }
    this.#bytesLeft -= size;
    return succeed(new ImageBuilder(size));
  }

  /** The members that an object may name; of two with one name (a derived class hides its base's) the later one. */
  membersOf(record: RecordType): ReadonlyMap<string, NamedMember> {
    const known = this.#members.get(record);
    if (known) return known;
    const members = new Map(namedMembers(record, this.#records).map((member) => [member.name, member]));
    this.#members.set(record, members);
    return members;
  }

  /** The type with its records moved behind those of this call. */
  adopt(typed: TypeWithRecords): CType {
    const known = this.#adopted.get(typed);
    if (known) return known;
    const by = this.#records.length;
    for (const record of typed.records) {
      const members = record.members?.map((member) => ({ ...member, type: moved(member.type, by) })) ?? null;
      this.#records.push({ ...record, members });
    }
    const type = moved(typed.type, by);
    this.#adopted.set(typed, type);
    return type;
  }
}

function moved(type: CType, by: number): CType {
  switch (type.kind) {
    case 'record':
      return { ...type, record: type.record + by };
    case 'pointer':
      return { ...type, to: moved(type.to, by) };
    case 'array':
      return { ...type, of: moved(type.of, by) };
    case 'function': {
      const parameters = type.parameters.map((one) => ({ ...one, type: moved(one.type, by) }));
      return { ...type, result: moved(type.result, by), parameters };
    }
    default:
      return type;
  }
}

import type { CType, RecordType } from '../contract/prototype.ts';
import { Identifiers, plainIdentifier, reservedInC, wordsOfC } from './identifiers.ts';
import { NotExpressible } from './not-expressible.ts';
import { type RecordStyle, styleOf } from './record-style.ts';

/** Types that every compiler knows or that the headers of our programs declare. */
const plainTypes: ReadonlySet<string> = new Set(
  `char,signed char,unsigned char,short,unsigned short,int,unsigned int,long,unsigned long,long long,unsigned long long,
  size_t,ssize_t,ptrdiff_t,intptr_t,uintptr_t,int8_t,int16_t,int32_t,int64_t,uint8_t,uint16_t,uint32_t,uint64_t`.split(
    /,\s*/,
  ),
);

/** A record as the program declares it. */
export interface CRecord {
  /** `struct point`. */
  readonly tag: string;
  /** Identifier of each member, by its index; empty for an anonymous one. */
  readonly members: readonly string[];
  readonly style: RecordStyle;
}

/** Writes types in C: what is used is declared in front of the program. */
export class CTypes {
  readonly records: readonly RecordType[];
  readonly #tags = new Map<number, string>();
  readonly #names = new Identifiers(reservedInC);
  /** By index, in the order in which they must be defined. */
  readonly #defined = new Map<number, CRecord>();

  constructor(records: readonly RecordType[]) {
    this.records = records;
  }

  /** `type` as the type of `name`; empty for the type alone. */
  declare(type: CType, name: string): string {
    return this.#declare(type, name, true);
  }

  /** The same for an object that pointers are given to: what is const below its own pointers would need casts. */
  declareObject(type: CType, name: string): string {
    return this.#declare(type, name, false);
  }

  #declare(type: CType, declarator: string, withConst: boolean): string {
    switch (type.kind) {
      case 'pointer': {
        const inner =
          type.to.kind === 'array' || type.to.kind === 'function' ? `(*${declarator})` : `*${declarator}`;
        // One level is enough for a reader, and more would need casts from what is not const.
        const isConst = withConst && type.toConst && type.to.kind !== 'function';
        return `${isConst && type.to.kind !== 'pointer' ? 'const ' : ''}${this.#declare(type.to, inner, false)}`;
      }
      case 'array':
        return this.#declare(type.of, `${declarator}[${type.count || ''}]`, withConst);
      case 'function':
        return this.#declare(type.result, `${declarator}(${this.#parameters(type)})`, true);
      default: {
        const base = this.#base(type);
        return declarator === '' ? base : `${base} ${declarator}`;
      }
    }
  }

  #parameters({ parameters, variadic }: Extract<CType, { kind: 'function' }>): string {
    const types = parameters.map((parameter) => this.parameter(parameter.type, ''));
    return [...types, ...(variadic ? ['...'] : [])].join(', ') || 'void';
  }

  /** A parameter: an object that is passed by its address is a pointer here. */
  parameter(type: CType, name: string): string {
    return this.declare(passed(type, this.records), name);
  }

  #base(type: CType): string {
    switch (type.kind) {
      case 'bool':
      case 'void':
        return type.kind;
      case 'float':
        return type.bits === 32 ? 'float' : 'double';
      case 'integer':
        if (plainTypes.has(type.spelling)) return type.spelling;
        return `${type.signed ? 'int' : 'uint'}${type.bits}_t`;
      case 'enum':
        if (type.bits === 32) return type.signed ? 'int' : 'unsigned int';
        return `${type.signed ? 'int' : 'uint'}${type.bits}_t`;
      case 'record':
        return this.tag(type.record);
      default:
        return 'void';
    }
  }

  /** `struct point`; the record may stay undefined. */
  tag(index: number): string {
    const known = this.#tags.get(index);
    if (known !== undefined) return known;
    const record = this.records[index];
    const keyword = record?.keyword === 'union' ? 'union' : 'struct';
    const name = (record?.spelling ?? '').replace(/^(struct|union|class|enum)\s+/, '');
    const tag = `${keyword} ${this.#names.take(name, 'unnamed')}`;
    this.#tags.set(index, tag);
    return tag;
  }

  /** Sees to it that a type can be used by value. */
  complete(type: CType): void {
    if (type.kind === 'array') this.complete(type.of);
    if (type.kind === 'record') this.define(type.record);
    if (type.kind === 'opaque') throw new NotExpressible(`The layout of ${type.spelling} is not known.`);
  }

  /** Defines a record, and before it those that lie in it. */
  define(index: number): CRecord {
    const known = this.#defined.get(index);
    if (known) return known;
    const record = this.records[index];
    if (!record?.members)
      throw new NotExpressible(`The layout of ${record?.spelling ?? 'a struct'} is not known.`);
    const style = styleOf(record, this.records);
    if (style.kind === 'members') for (const member of record.members) this.complete(member.type);
    const names = new Identifiers(wordsOfC);
    const members = record.members.map(({ name }, at) =>
      name === null ? '' : names.take(name, `member${at}`),
    );
    const defined = { tag: this.tag(index), members, style };
    this.#defined.set(index, defined);
    return defined;
  }

  /** Declarations and definitions of all records in use. */
  definitions(): readonly string[] {
    const definitions = [...this.#defined].map(([index, { tag }]) => `${tag} ${this.#body(index)};`);
    // A tag that is first seen in a list of parameters would be known in there only.
    return [...[...this.#tags.values()].map((tag) => `${tag};`), ...definitions];
  }

  #body(index: number): string {
    const record = this.records[index] as RecordType;
    const { style, members } = this.define(index);
    if (style.kind === 'bytes') {
      return `{ unsigned char bytes[${record.size}]; } __attribute__((aligned(${record.alignment})))`;
    }
    const fields = style.fields.map((field, at) => {
      if (field.kind === 'padding') return `unsigned char padding${at}[${field.bytes}];`;
      const member = record.members?.[field.index];
      if (!member) return '';
      if (member.name === null && member.type.kind === 'record')
        return `${this.#anonymous(member.type.record)};`;
      const name = members[field.index] || `member${field.index}`;
      return `${this.declare(member.type, name)}${member.bits ? ` : ${member.bits.size}` : ''};`;
    });
    const attributes = [
      ...(style.packed ? ['packed'] : []),
      ...(style.aligned === null ? [] : [`aligned(${style.aligned})`]),
    ];
    const suffix = attributes.length === 0 ? '' : ` __attribute__((${attributes.join(', ')}))`;
    return `{\n${fields.map((field) => `  ${field.replaceAll('\n', '\n  ')}`).join('\n')}\n}${suffix}`;
  }

  /** Members of an anonymous record are reached through the outer one only when it has no tag (C17, 6.7.2.1). */
  #anonymous(index: number): string {
    const { keyword, spelling } = this.records[index] as RecordType;
    if (this.define(index).style.kind === 'bytes')
      throw new NotExpressible(`No declaration gives ${spelling} its layout.`);
    return `${keyword === 'union' ? 'union' : 'struct'} ${this.#body(index)}`;
  }
}

/** How an argument of this type is passed: a non-trivial C++ object through its address (Itanium C++ ABI, 3.1.2.3). */
export function passed(type: CType, records: readonly RecordType[]): CType {
  if (type.kind !== 'record' || records[type.record]?.passedByReference !== true) return type;
  return { kind: 'pointer', spelling: `${type.spelling} *`, to: type, toConst: false };
}

/** An identifier for what belongs to a record: `point` for `struct point`. */
export function shortName(tag: string): string {
  return plainIdentifier(tag.replace(/^(struct|union) /, ''));
}

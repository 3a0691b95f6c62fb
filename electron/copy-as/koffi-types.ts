import type { CType, RecordType } from '../contract/prototype.ts';
import { passed } from './c-types.ts';
import { Identifiers } from './identifiers.ts';
import { NotExpressible } from './not-expressible.ts';
import { type RecordStyle, styleOf } from './record-style.ts';
import { isPlainChar } from './type-sizes.ts';

export interface KoffiRecord {
  /** The constant that holds its type. */
  readonly name: string;
  /** Member name in koffi, by index. */
  readonly fields: readonly string[];
  readonly style: RecordStyle;
}

/** Writes koffi types; the structs that they use stand in front of the module. */
export class KoffiTypes {
  readonly records: readonly RecordType[];
  readonly #names: Identifiers;
  readonly #defined = new Map<number, KoffiRecord>();
  readonly #definitions: string[] = [];

  constructor(records: readonly RecordType[], names: Identifiers) {
    this.records = records;
    this.#names = names;
  }

  definitions(): readonly string[] {
    return this.#definitions;
  }

  /** An expression for the type of an object or a parameter. */
  type(type: CType): string {
    switch (type.kind) {
      case 'void':
        return "'void'";
      case 'bool':
        return "'bool'";
      case 'float':
        return type.bits === 32 ? "'float'" : "'double'";
      case 'integer':
      case 'enum':
        return `'${type.signed ? 'int' : 'uint'}${type.bits}'`;
      case 'pointer':
        return isPlainChar(type.to) ? "'const char *'" : "'void *'";
      case 'array':
        return `koffi.array(${isPlainChar(type.of) ? "'char'" : this.type(type.of)}, ${type.count})`;
      case 'record':
        return this.define(type.record).name;
      default:
        throw new NotExpressible(`The layout of ${type.spelling} is not known.`);
    }
  }

  passed(type: CType): string {
    return this.type(passed(type, this.records));
  }

  define(index: number): KoffiRecord {
    const known = this.#defined.get(index);
    if (known) return known;
    const record = this.records[index];
    if (!record?.members)
      throw new NotExpressible(`The layout of ${record?.spelling ?? 'a struct'} is not known.`);
    // koffi has no bit-fields and no flexible arrays.
    const hasOther = record.members.some(
      ({ bits, type }) => bits !== null || (type.kind === 'array' && type.count === 0),
    );
    const style: RecordStyle = hasOther ? { kind: 'bytes' } : styleOf(record, this.records);
    const name = this.#names.take(record.spelling.replace(/^(struct|union|class)\s+/, ''), 'unnamed');
    const names = new Identifiers(['__proto__']);
    const fields = record.members.map((member, at) =>
      names.take(member.name ?? `anonymous${at}`, `member${at}`),
    );
    const defined = { name, fields, style };
    this.#defined.set(index, defined);
    this.#definitions.push(`const ${name} = ${this.#definition(record, defined)};`);
    return defined;
  }

  #definition(record: RecordType, { name, fields, style }: KoffiRecord): string {
    if (style.kind === 'bytes') {
      return `koffi.struct('${name}', { bytes: [${record.alignment}, koffi.array('uint8', ${record.size})] })`;
    }
    const lines = style.fields.map((field, at) => {
      if (field.kind === 'padding') return `  padding${at}: koffi.array('uint8', ${field.bytes}),`;
      const member = record.members?.[field.index];
      return member ? `  ${fields[field.index]}: ${this.type(member.type)},` : '';
    });
    const maker = record.keyword === 'union' ? 'union' : style.packed ? 'pack' : 'struct';
    return `koffi.${maker}('${name}', {\n${lines.join('\n')}\n})`;
  }
}

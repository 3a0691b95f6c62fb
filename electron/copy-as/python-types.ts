import type { CType, RecordType } from '../contract/prototype.ts';
import { passed } from './c-types.ts';
import { Identifiers, wordsOfPython } from './identifiers.ts';
import { NotExpressible } from './not-expressible.ts';
import { type RecordStyle, styleOf } from './record-style.ts';
import { isPlainChar } from './type-sizes.ts';

export interface PythonRecord {
  /** Its class. */
  readonly name: string;
  /** Field of each member, by its index. */
  readonly fields: readonly string[];
  readonly style: RecordStyle;
}

/** Writes ctypes types; the classes that they use stand in front of the script. */
export class PythonTypes {
  readonly records: readonly RecordType[];
  readonly #names: Identifiers;
  readonly #defined = new Map<number, PythonRecord>();
  readonly #classes: string[] = [];

  constructor(records: readonly RecordType[], names: Identifiers) {
    this.records = records;
    this.#names = names;
  }

  /** Class definitions, in the order in which they need each other. */
  classes(): readonly string[] {
    return this.#classes;
  }

  /** The type of an object in memory. */
  type(type: CType): string {
    switch (type.kind) {
      case 'bool':
        return 'c_bool';
      case 'float':
        return type.bits === 32 ? 'c_float' : 'c_double';
      case 'enum':
        return integerType(type.bits, type.signed);
      case 'integer':
        return integerType(type.bits, type.signed);
      case 'pointer':
        return isPlainChar(type.to) ? 'c_char_p' : 'c_void_p';
      case 'array':
        return `${isPlainChar(type.of) ? 'c_char' : this.type(type.of)} * ${type.count}`;
      case 'record':
        return this.define(type.record).name;
      default:
        throw new NotExpressible(`The layout of ${type.spelling} is not known.`);
    }
  }

  /** The type of a parameter or a result; `None` for void. */
  passed(type: CType): string {
    if (type.kind === 'void') return 'None';
    const given = passed(type, this.records);
    if (given.kind !== 'pointer' || isPlainChar(given.to) || !this.#isKnown(given.to))
      return this.type(given);
    return `POINTER(${this.type(given.to)})`;
  }

  #isKnown(type: CType): boolean {
    if (type.kind === 'record') return this.records[type.record]?.members != null;
    return !['void', 'function', 'opaque', 'array'].includes(type.kind);
  }

  /** The class of a function pointer. */
  callback({ result, parameters }: Extract<CType, { kind: 'function' }>): string {
    if (result.kind === 'record') throw new NotExpressible('A callback of ctypes cannot return a struct.');
    // A text that Python returns lives no longer than the call.
    const returned = result.kind === 'pointer' ? 'c_void_p' : this.passed(result);
    const types = parameters.map(({ type }) => this.type(passed(type, this.records)));
    return `CFUNCTYPE(${[returned, ...types].join(', ')})`;
  }

  /** Defines the class of a record, and before it those that lie in it. */
  define(index: number): PythonRecord {
    const known = this.#defined.get(index);
    if (known) return known;
    const record = this.records[index];
    if (!record?.members)
      throw new NotExpressible(`The layout of ${record?.spelling ?? 'a struct'} is not known.`);
    const style = pythonStyle(record, this.records);
    const name = this.#names.take(record.spelling.replace(/^(struct|union|class)\s+/, ''), 'Unnamed');
    const names = new Identifiers(wordsOfPython);
    const fields = record.members.map((member, at) =>
      names.take(member.name ?? `anonymous${at}`, `member${at}`),
    );
    const defined = { name, fields, style };
    this.#defined.set(index, defined);
    const body = this.#body(record, defined);
    this.#classes.push(
      [`class ${name}(${record.keyword === 'union' ? 'Union' : 'Structure'}):`, ...body].join('\n'),
    );
    return defined;
  }

  #body(record: RecordType, { fields, style }: PythonRecord): readonly string[] {
    if (style.kind === 'bytes') return [`    _fields_ = [('bytes', c_ubyte * ${record.size})]`];
    const anonymous = fields.filter((_field, index) => record.members?.[index]?.name === null);
    const lines = style.fields.map((field, at) => {
      if (field.kind === 'padding') return `        ('padding${at}', c_ubyte * ${field.bytes}),`;
      const member = record.members?.[field.index];
      if (!member) return '';
      const bits = member.bits ? `, ${member.bits.size}` : '';
      return `        ('${fields[field.index]}', ${this.type(member.type)}${bits}),`;
    });
    return [
      ...(style.packed ? ['    _pack_ = 1'] : []),
      ...(anonymous.length === 0
        ? []
        : [`    _anonymous_ = (${anonymous.map((name) => `'${name}',`).join(' ')})`]),
      '    _fields_ = [',
      ...lines,
      '    ]',
    ];
  }
}

/** ctypes lays out bit-fields of one type like the compiler, and mixed or packed ones differently in its versions. */
function pythonStyle(record: RecordType, records: readonly RecordType[]): RecordStyle {
  const style = styleOf(record, records);
  const types = (record.members ?? []).flatMap(({ bits, type }) =>
    bits && 'bits' in type ? [type.bits] : bits ? [8] : [],
  );
  const isMixed = new Set(types).size > 1 || (types.length > 0 && style.kind === 'members' && style.packed);
  const hasOther = types.length > 0 && (record.members ?? []).some(({ bits }) => !bits);
  return isMixed || (hasOther && types.some((bits) => bits !== 32)) ? { kind: 'bytes' } : style;
}

function integerType(bits: number, signed: boolean): string {
  if (bits === 32) return signed ? 'c_int' : 'c_uint';
  return `c_${signed ? 'int' : 'uint'}${bits}`;
}

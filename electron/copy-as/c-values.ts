import { cBytes, cFloat, cInteger, cString, isText } from './c-text.ts';
import type { CTypes } from './c-types.ts';
import { NotExpressible } from './not-expressible.ts';
import { isZero, type PlannedValue } from './planned-value.ts';
import { isPlainChar } from './type-sizes.ts';

/** What values refer to by name. */
export interface CNames {
  readonly types: CTypes;
  /** An expression that is the address of a block. */
  readonly block: (index: number) => string;
  readonly callback: (index: number) => string;
  /** The name of a variable that holds a text which may be written to. */
  readonly text: (text: string) => string;
  /** Notes that a symbol's address goes to this place once the library is open. */
  readonly later: (place: string, symbol: string) => void;
}

/** Writes values of C. */
export class CValues {
  readonly #names: CNames;

  constructor(names: CNames) {
    this.#names = names;
  }

  /** An expression for a value that is no struct and no array. */
  expression(value: PlannedValue): string {
    switch (value.kind) {
      case 'integer':
        return withName(cInteger(value.value), value);
      case 'bool':
        return String(value.value);
      case 'float':
        return cFloat(value.value, value.bits);
      case 'null':
        return 'NULL';
      case 'string':
        return value.isConst ? cString(value.text) : this.#names.text(value.text);
      case 'symbol':
        return `dlsym(library, ${cString(value.name)})`;
      case 'block':
        return this.#names.block(value.block);
      case 'callback':
        return this.#names.callback(value.callback);
      default:
        throw new NotExpressible('An array is not passed by value.');
    }
  }

  /** What initializes the object that `place` names. */
  initializer(value: PlannedValue, place: string): string {
    if (value.kind === 'record') return this.#record(value, place);
    if (value.kind === 'array') return this.#array(value, place);
    if (value.kind !== 'symbol') return this.expression(value);
    this.#names.later(place, value.name);
    return 'NULL';
  }

  #record(value: Extract<PlannedValue, { kind: 'record' }>, place: string): string {
    const { types } = this.#names;
    const { style } = types.define(value.record);
    if (style.kind === 'members') return `{${this.#members(value, place).join(', ') || '0'}}`;
    refusePointers(value, types.records[value.record]?.spelling ?? 'struct');
    return `{{${[...value.bytes].join(', ')}}}`;
  }

  #members(value: Extract<PlannedValue, { kind: 'record' }>, place: string): readonly string[] {
    const { members } = this.#names.types.define(value.record);
    return [...value.members].flatMap(([index, member]) => {
      const name = members[index] ?? '';
      if (name === '' && member.kind === 'record') return this.#members(member, place);
      return [`.${name} = ${this.initializer(member, `${place}.${name}`)}`];
    });
  }

  #array({ of, items, bytes, count }: Extract<PlannedValue, { kind: 'array' }>, place: string): string {
    if (bytes !== null && isPlainChar(of) && bytes.length < count && isText(bytes)) {
      return bytes.length === 0 ? '{0}' : cString(new TextDecoder().decode(bytes));
    }
    if (bytes !== null && isPlainChar(of) && bytes.length < count) return cBytes(bytes);
    if (items.every(isZero)) return zeroOf(items[0]);
    return `{${items.map((item, index) => this.initializer(item, `${place}[${index}]`)).join(', ')}}`;
  }
}

/** Braces of their own for a first element that has some, as -Wmissing-braces asks. */
function zeroOf(first: PlannedValue | undefined): string {
  return first?.kind === 'record' || first?.kind === 'array' ? '{{0}}' : '{0}';
}

function withName(text: string, { type, value }: Extract<PlannedValue, { kind: 'integer' }>): string {
  if (type.kind !== 'enum') return text;
  const constant = type.constants.find((known) => known.value === value);
  return constant && /^\w+$/.test(constant.name) ? `${text} /* ${constant.name} */` : text;
}

/** Bytes alone cannot hold an address that is known when the program runs. */
export function refusePointers(value: PlannedValue, spelling: string): void {
  const inner = value.kind === 'record' ? value.members.values() : value.kind === 'array' ? value.items : [];
  for (const member of inner) refusePointers(member, spelling);
  if (['string', 'symbol', 'block', 'callback'].includes(value.kind)) {
    throw new NotExpressible(
      `No declaration gives ${spelling} its layout, so its pointers cannot be written.`,
    );
  }
}

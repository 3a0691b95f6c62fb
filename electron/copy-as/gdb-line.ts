import type { CType } from '../contract/prototype.ts';
import { cBytes, cString } from './c-text.ts';
import { passed } from './c-types.ts';
import type { CallPlan } from './call-plan.ts';
import { NotExpressible } from './not-expressible.ts';
import { isZero, type PlannedBlock, type PlannedValue } from './planned-value.ts';
import { shellWord } from './shell-quote.ts';
import { isByte, isPlainChar, sizeOf } from './type-sizes.ts';

/**
 * A line for a shell that makes the call with gdb: any program is run up to its end, where libc is loaded, opens the
 * library and calls. Neither needs debug information; a struct by value or as a result needs that of the library.
 */
export function gdbLine(plan: CallPlan): string {
  return new GdbLine(plan).text();
}

class GdbLine {
  readonly #plan: CallPlan;
  readonly #commands: string[] = [];

  constructor(plan: CallPlan) {
    this.#plan = plan;
  }

  text(): string {
    const { call } = this.#plan;
    const [callback] = this.#plan.callbacks;
    if (callback)
      throw new NotExpressible(`${callback.label}: gdb has no function that could be called back.`);
    this.#commands.push(
      'set breakpoint pending on',
      'break exit',
      'run',
      `set $library = (void *) ((void *(*)(const char *, int)) dlopen)(${cString(call.libraryPath)}, 2)`,
    );
    for (const [index, block] of this.#plan.blocks.entries()) this.#block(block, index);
    this.#call();
    for (const [index, block] of this.#plan.blocks.entries()) if (block.isOut) this.#show(block, index);
    this.#commands.push('call (void) ((int (*)(void *)) fflush)(0)');
    const words = this.#commands.map((command) => `-ex ${quoted(command)}`);
    return ['gdb -nx -batch', ...words, '/bin/true'].join(' \\\n  ');
  }

  #call(): void {
    const { prototype } = this.#plan.call;
    const parameters = prototype.parameters.map(({ type }) => gdbType(passed(type, this.#plan.records)));
    const list = [...parameters, ...(prototype.variadic ? ['...'] : [])].join(', ') || 'void';
    const given = this.#plan.arguments.map((value, index) => {
      const type = this.#plan.types[index] as CType;
      return this.#argument(value, passed(type, this.#plan.records), index);
    });
    const result = passed(prototype.result, this.#plan.records);
    if (result !== prototype.result) {
      throw new NotExpressible(
        `gdb cannot take ${prototype.result.spelling} as a result: C++ returns it through its address.`,
      );
    }
    const type = `${gdbType(result)} (*)(${list})`;
    this.#commands.push(`set $function = (${type}) ${this.#symbol(this.#plan.call.symbol)}`);
    const call = `$function(${given.join(', ')})`;
    this.#commands.push(result.kind === 'void' ? `call (void) ${call}` : `print ${call}`);
  }

  #symbol(name: string): string {
    return `((void *(*)(void *, const char *)) dlsym)($library, ${cString(name)})`;
  }

  #argument(value: PlannedValue, type: CType, index: number): string {
    if (value.kind !== 'record') return `(${gdbType(type)}) ${this.#scalar(value)}`;
    const name = `$value${index + 1}`;
    this.#allocate(
      name,
      sizeOf({ kind: 'record', spelling: '', record: value.record }, this.#plan.records) ?? 1,
    );
    this.#write(value, name, 0);
    return type.kind === 'pointer' ? name : `*(${gdbType(type)} *) ${name}`;
  }

  #scalar(value: PlannedValue): string {
    switch (value.kind) {
      case 'integer':
        return gdbInteger(value.value, value.type.bits);
      case 'bool':
        return value.value ? '1' : '0';
      case 'float':
        return gdbFloat(value.value);
      case 'null':
        return '0';
      case 'string':
        return cString(value.text);
      case 'symbol':
        return this.#symbol(value.name);
      case 'block':
        return `$block${value.block + 1}`;
      default:
        throw new NotExpressible('gdb cannot write that value.');
    }
  }

  #block({ content, element, count }: PlannedBlock, index: number): void {
    const size = (sizeOf(element, this.#plan.records) ?? 1) * count;
    this.#allocate(`$block${index + 1}`, size);
    this.#write(content, `$block${index + 1}`, 0);
  }

  #allocate(name: string, size: number): void {
    this.#commands.push(
      `set ${name} = (char *) ((void *(*)(unsigned long, unsigned long)) calloc)(1, ${Math.max(size, 1)})`,
    );
  }

  /** Writes what is not zero into new memory, member by member. */
  #write(value: PlannedValue, base: string, offset: number): void {
    if (isZero(value)) return;
    const { records } = this.#plan;
    if (value.kind === 'array') {
      if (value.bytes !== null) {
        this.#copy(value.bytes, base, offset);
        return;
      }
      const size = sizeOf(value.of, records) ?? 0;
      for (const [index, item] of value.items.entries()) this.#write(item, base, offset + index * size);
    } else if (value.kind === 'record') {
      this.#writeRecord(value, base, offset);
    } else {
      const type = value.kind === 'integer' ? gdbType(value.type) : objectType(value);
      this.#commands.push(`set var *(${type} *) (${base} + ${offset}) = (${type}) ${this.#scalar(value)}`);
    }
  }

  #writeRecord(value: Extract<PlannedValue, { kind: 'record' }>, base: string, offset: number): void {
    const members = this.#plan.records[value.record]?.members ?? [];
    if (members.some(({ bits }) => bits !== null)) {
      this.#copy(value.bytes, base, offset);
    }
    for (const [index, member] of value.members) {
      const declared = members[index];
      if (declared && declared.bits === null) this.#write(member, base, offset + declared.offset);
    }
  }

  #copy(bytes: Uint8Array, base: string, offset: number): void {
    if (bytes.length === 0) return;
    this.#commands.push(
      `call (void) ((void *(*)(void *, const void *, unsigned long)) memcpy)(${base} + ${offset}, ${cBytes(bytes)}, ${bytes.length})`,
    );
  }

  #show({ element, count, label }: PlannedBlock, index: number): void {
    const name = `$block${index + 1}`;
    this.#commands.push(`printf "${label.replace(/[^\w.[\]]/g, '_')} = "`);
    const isText = isPlainChar(element) && count > 1;
    if (isText) this.#commands.push(`output (char *) ${name}`);
    else
      this.#commands.push(
        `output${isByte(element) ? '/x' : ''} *(${gdbType(element)} *) ${name}${count > 1 ? `@${count}` : ''}`,
      );
    this.#commands.push('printf "\\n"');
  }
}

function objectType(value: PlannedValue): string {
  if (value.kind === 'bool') return 'unsigned char';
  if (value.kind === 'float') return value.bits === 32 ? 'float' : 'double';
  return 'void *';
}

/** A type that gdb knows without debug information; structs by value by their names. */
function gdbType(type: CType): string {
  switch (type.kind) {
    case 'void':
      return 'void';
    case 'bool':
      return 'unsigned char';
    case 'float':
      return type.bits === 32 ? 'float' : 'double';
    case 'integer':
    case 'enum':
      return integerTypes[type.bits][type.signed ? 0 : 1];
    case 'pointer':
      return isPlainChar(type.to) ? 'char *' : 'void *';
    case 'record':
      return type.spelling;
    default:
      throw new NotExpressible(`gdb cannot pass ${type.spelling}.`);
  }
}

const integerTypes: Readonly<Record<8 | 16 | 32 | 64, readonly [string, string]>> = {
  8: ['signed char', 'unsigned char'],
  16: ['short', 'unsigned short'],
  32: ['int', 'unsigned int'],
  64: ['long', 'unsigned long'],
};

function gdbInteger(value: bigint, bits: number): string {
  // The smallest one is no number of gdb's; its bits are.
  return value < 0n && value === -(2n ** BigInt(bits - 1))
    ? `0x${BigInt.asUintN(bits, value).toString(16)}`
    : String(value);
}

function gdbFloat(value: number): string {
  if (Number.isNaN(value)) return '(0.0 / 0.0)';
  if (!Number.isFinite(value)) return value > 0 ? '(1.0 / 0.0)' : '(-1.0 / 0.0)';
  const digits = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(digits) ? digits : `${digits}.0`;
}

function quoted(command: string): string {
  const word = shellWord(command);
  return word.startsWith("'") ? word : `'${word}'`;
}

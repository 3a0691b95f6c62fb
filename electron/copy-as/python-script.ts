import type { CType } from '../contract/prototype.ts';
import { passed } from './c-types.ts';
import { refusePointers } from './c-values.ts';
import type { CallPlan } from './call-plan.ts';
import { Identifiers, reservedInPython } from './identifiers.ts';
import { NotExpressible } from './not-expressible.ts';
import { isZero, type PlannedBlock, type PlannedCallback, type PlannedValue } from './planned-value.ts';
import { pythonBytes, pythonFloat, pythonString } from './python-text.ts';
import { PythonTypes } from './python-types.ts';
import { isByte, isPlainChar } from './type-sizes.ts';

/** A script for Python's ctypes that makes the call and prints what comes of it. */
export function pythonScript(plan: CallPlan): string {
  return new PythonScript(plan).text();
}

const show = `def show(value, kind=None):
    if kind is c_void_p:
        return hex(value) if value else 'NULL'
    if value is None:
        return 'NULL'
    if isinstance(value, bytes):
        return '"' + value.decode('utf-8', 'replace') + '"'
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if isinstance(value, Array):
        if value._type_ is c_char:
            return show(value.value)
        return '[' + ', '.join(show(item, value._type_) for item in value) + ']'
    if isinstance(value, (Structure, Union)):
        fields = [(name, kind) for name, kind, *_ in value._fields_ if not name.startswith('padding')]
        return '{' + ', '.join(f'{name} = {show(getattr(value, name), kind)}' for name, kind in fields) + '}'
    if hasattr(value, 'contents'):
        return hex(cast(value, c_void_p).value or 0)
    if hasattr(value, 'value'):
        return show(value.value, type(value))
    return str(value)`;

class PythonScript {
  readonly #plan: CallPlan;
  readonly #names = new Identifiers(reservedInPython);
  readonly #types: PythonTypes;
  readonly #function: string;
  readonly #blockNames: readonly string[];
  readonly #callbackNames: readonly string[];

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#function = this.#names.take(plan.call.prototype.name, 'function');
    this.#blockNames = plan.blocks.map(({ label }) => this.#names.take(label, 'block'));
    this.#callbackNames = plan.callbacks.map(({ label }) => this.#names.take(`on_${label}`, 'callback'));
    this.#types = new PythonTypes(plan.records, this.#names);
  }

  text(): string {
    const { call } = this.#plan;
    const { result } = call.prototype;
    if (passed(result, this.#plan.records) !== result) {
      throw new NotExpressible(
        `ctypes cannot take ${result.spelling} as a result: C++ returns it through its address.`,
      );
    }
    const types = call.prototype.parameters.map(({ type }) => this.#types.passed(type));
    const head = [
      `library = CDLL(${pythonString(call.libraryPath)})`,
      `${this.#function} = library[${pythonString(call.symbol)}]`,
      `${this.#function}.argtypes = [${types.join(', ')}]`,
      `${this.#function}.restype = ${this.#types.passed(result)}`,
    ];
    const callbacks = this.#plan.callbacks.flatMap((callback, index) => [
      '',
      ...this.#callback(callback, index),
    ]);
    const blocks = this.#plan.blocks.map(
      (block, index) => `${this.#blockNames[index]} = ${this.#block(block)}`,
    );
    const outs = this.#plan.blocks.flatMap(({ isOut, label }, index) =>
      isOut ? [`print(${pythonString(`${label} =`)}, show(${this.#blockNames[index]}), flush=True)`] : [],
    );
    const body = [...head, ...callbacks, '', ...blocks, ...this.#call(), ...outs].join('\n');
    const parts = ['from ctypes import *', ...this.#types.classes(), show, body];
    return `# python3 call.py\n${parts.join('\n\n')}\n`;
  }

  #call(): readonly string[] {
    const { prototype } = this.#plan.call;
    const given = this.#plan.arguments.map((value, index) => {
      const type = this.#plan.types[index] as CType;
      const argument = this.#argument(value, type);
      return index < prototype.parameters.length || value.kind === 'block' || value.kind === 'string'
        ? argument
        : `${this.#types.type(type)}(${argument})`;
    });
    const call = `${this.#function}(${given.join(', ')})`;
    if (prototype.result.kind === 'void') return [call];
    const kind = this.#types.passed(prototype.result);
    return [
      `result = ${call}`,
      `print('result =', show(result${kind === 'c_void_p' ? ', c_void_p' : ''}), flush=True)`,
    ];
  }

  #argument(value: PlannedValue, type: CType): string {
    if (value.kind === 'block') {
      const name = this.#blockNames[value.block] ?? '';
      const block = this.#plan.blocks[value.block];
      return block?.count === 1 && !isPlainChar(block.element) ? `byref(${name})` : name;
    }
    if (value.kind === 'record' && passed(type, this.#plan.records) !== type)
      return `byref(${this.#value(value)})`;
    if (value.kind === 'string' && !value.isConst) {
      return `create_string_buffer(${pythonBytes(new TextEncoder().encode(value.text))})`;
    }
    if (value.kind === 'callback') return `cast(${this.#callbackNames[value.callback]}, c_void_p)`;
    if (value.kind === 'symbol') return `cast(library[${pythonString(value.name)}], c_void_p)`;
    return this.#value(value);
  }

  /** What a field or an element of that value is set to. */
  #value(value: PlannedValue): string {
    switch (value.kind) {
      case 'integer':
        return String(value.value);
      case 'bool':
        return value.value ? 'True' : 'False';
      case 'float':
        return pythonFloat(value.value);
      case 'null':
        return 'None';
      case 'string':
        return pythonBytes(new TextEncoder().encode(value.text));
      case 'symbol':
        return `cast(library[${pythonString(value.name)}], c_void_p).value`;
      case 'callback':
        return `cast(${this.#callbackNames[value.callback]}, c_void_p).value`;
      case 'block':
        return `addressof(${this.#blockNames[value.block]})`;
      case 'record':
        return this.#record(value);
      case 'array':
        return this.#array(value);
    }
  }

  #record(value: Extract<PlannedValue, { kind: 'record' }>): string {
    const { name, style } = this.#types.define(value.record);
    if (style.kind === 'members') return `${name}(${this.#members(value).join(', ')})`;
    refusePointers(value, this.#plan.records[value.record]?.spelling ?? 'struct');
    return `${name}.from_buffer_copy(${pythonBytes(value.bytes)})`;
  }

  #members(value: Extract<PlannedValue, { kind: 'record' }>): readonly string[] {
    const { fields } = this.#types.define(value.record);
    const members = this.#plan.records[value.record]?.members ?? [];
    return [...value.members].flatMap(([index, member]) =>
      members[index]?.name === null && member.kind === 'record'
        ? this.#members(member)
        : [`${fields[index]}=${this.#value(member)}`],
    );
  }

  #array({ of, items, bytes, count }: Extract<PlannedValue, { kind: 'array' }>): string {
    if (isPlainChar(of) && bytes !== null) return pythonBytes(bytes);
    const values = isByte(of) && bytes !== null && bytes.length > 8 ? `*${pythonBytes(bytes)}` : null;
    const given = items.every(isZero) ? '' : (values ?? items.map((item) => this.#value(item)).join(', '));
    return `(${this.#types.type(of)} * ${count})(${given})`;
  }

  #block({ element, content, count }: PlannedBlock): string {
    if (isPlainChar(element)) {
      const bytes = content.kind === 'array' ? content.bytes : null;
      const first = content.kind === 'integer' ? Number(BigInt.asUintN(8, content.value)) : 0;
      return `create_string_buffer(${pythonBytes(bytes ?? new Uint8Array([first]))}, ${count})`;
    }
    if (content.kind === 'array' || content.kind === 'record') return this.#value(content);
    return `${this.#types.type(element)}(${isZero(content) ? '' : this.#value(content)})`;
  }

  #callback({ label, type, returns }: PlannedCallback, index: number): readonly string[] {
    const name = this.#callbackNames[index] ?? '';
    const kinds = type.parameters.map((parameter) =>
      this.#types.type(passed(parameter.type, this.#plan.records)),
    );
    const list = this.#names.take(`${name}_returns`, 'returns');
    const shown = `', '.join(show(value, kind) for value, kind in zip(arguments, [${kinds.join(', ')}]))`;
    const body = [
      `@${this.#types.callback(type)}`,
      `def ${name}(*arguments):`,
      `    print(${pythonString(`${label}(`)} + ${shown} + ')', flush=True)`,
    ];
    if (type.result.kind === 'void') return body;
    if (returns.some(({ kind }) => kind === 'string')) {
      throw new NotExpressible('A callback of ctypes cannot return a text of its own.');
    }
    const given = returns.map((value) => this.#value(value)).join(', ');
    return [
      `${list} = [${given || '0'}]`,
      ...body,
      `    return ${list}.pop(0) if len(${list}) > 1 else ${list}[0]`,
    ];
  }
}

import type { CType } from '../contract/prototype.ts';
import { passed } from './c-types.ts';
import { refusePointers } from './c-values.ts';
import { type CallPlan, labelOf } from './call-plan.ts';
import { Identifiers, reservedInJavaScript } from './identifiers.ts';
import { javaScriptFloat, javaScriptInteger, javaScriptString } from './javascript-text.ts';
import { KoffiTypes } from './koffi-types.ts';
import { NotExpressible } from './not-expressible.ts';
import { isZero, type PlannedBlock, type PlannedCallback, type PlannedValue } from './planned-value.ts';
import { isByte, isPlainChar } from './type-sizes.ts';

/** An ES module for Node that makes the call through koffi and prints what comes of it. */
export function koffiModule(plan: CallPlan): string {
  return new KoffiModule(plan).text();
}

class KoffiModule {
  readonly #plan: CallPlan;
  readonly #names = new Identifiers(reservedInJavaScript);
  readonly #types: KoffiTypes;
  readonly #function: string;
  readonly #blockNames: readonly string[];
  readonly #callbackNames: readonly string[];

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#function = this.#names.take(plan.call.prototype.name, 'call');
    this.#blockNames = plan.blocks.map(({ label }) => this.#names.take(label, 'block'));
    this.#callbackNames = plan.callbacks.map(({ label }) => this.#names.take(`on_${label}`, 'callback'));
    this.#types = new KoffiTypes(plan.records, this.#names);
  }

  text(): string {
    const { call } = this.#plan;
    const { prototype } = call;
    if (passed(prototype.result, this.#plan.records) !== prototype.result) {
      throw new NotExpressible(
        `koffi cannot take ${prototype.result.spelling} as a result: C++ returns it through its address.`,
      );
    }
    this.#refuseByValue();
    const parameters = prototype.parameters.map(({ type }, index) =>
      this.#parameter(type, this.#plan.arguments[index]),
    );
    const types = [...parameters, ...(prototype.variadic ? ["'...'"] : [])].join(', ');
    const result = this.#types.type(prototype.result);
    const head = [
      `const library = koffi.load(${javaScriptString(call.libraryPath)});`,
      `const ${this.#function} = library.func(${javaScriptString(call.symbol)}, ${result}, [${types}]);`,
    ];
    const callbacks = this.#plan.callbacks.flatMap((callback, index) => [
      '',
      ...this.#callback(callback, index),
    ]);
    const blocks = this.#plan.blocks.flatMap((block, index) =>
      this.#block(block, this.#blockNames[index] ?? ''),
    );
    const outs = this.#plan.blocks.flatMap((block, index) => (block.isOut ? [this.#show(block, index)] : []));
    const calling = this.#call();
    const body = [...head, ...callbacks, '', ...blocks, ...calling, ...outs].join('\n');
    const parts = ["import koffi from 'koffi';", this.#types.definitions().join('\n'), body];
    return `// node call.mjs\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
  }

  /** Bytes in the place of members go into other registers. */
  #refuseByValue(): void {
    const { parameters, result } = this.#plan.call.prototype;
    for (const type of [result, ...parameters.map((parameter) => parameter.type)]) {
      if (type.kind !== 'record' || passed(type, this.#plan.records) !== type) continue;
      const { style } = this.#types.define(type.record);
      if (style.kind === 'bytes') throw new NotExpressible(`koffi cannot pass ${type.spelling} by value.`);
    }
  }

  #parameter(type: CType, value: PlannedValue | undefined): string {
    return value?.kind === 'string' || value?.kind === 'null'
      ? this.#types.type(type)
      : this.#pointerOr(type);
  }

  #pointerOr(type: CType): string {
    const given = passed(type, this.#plan.records);
    return given.kind === 'pointer' ? "'void *'" : this.#types.type(given);
  }

  #call(): readonly string[] {
    const { prototype } = this.#plan.call;
    const objects: string[] = [];
    const given = this.#plan.arguments.map((value, index) => {
      const type = this.#plan.types[index] as CType;
      if (index >= prototype.parameters.length)
        return `${this.#parameter(type, value)}, ${this.#value(value)}`;
      if (value.kind !== 'record' || passed(type, this.#plan.records) === type) return this.#value(value);
      const name = this.#names.take(labelOf(this.#plan.call, index), 'value');
      objects.push(...this.#memory(name, this.#types.type(type), this.#value(value), 1));
      return name;
    });
    const call = `${this.#function}(${given.join(', ')})`;
    if (prototype.result.kind === 'void') return [...objects, `${call};`];
    return [...objects, `const result = ${call};`, "console.log('result =', result);"];
  }

  #block({ element, content, count }: PlannedBlock, name: string): readonly string[] {
    if (isPlainChar(element) || isByte(element)) return this.#buffer(content, count, name);
    const type = this.#types.type(element);
    return this.#memory(name, type, this.#value(content), count);
  }

  #memory(name: string, type: string, value: string, count: number): readonly string[] {
    const whole = count === 1 ? type : `koffi.array(${type}, ${count})`;
    return [`const ${name} = koffi.alloc(${type}, ${count});`, `koffi.encode(${name}, ${whole}, ${value});`];
  }

  #buffer(content: PlannedValue, count: number, name: string): readonly string[] {
    const bytes = content.kind === 'array' ? content.bytes : null;
    const first = content.kind === 'integer' ? Number(BigInt.asUintN(8, content.value)) : 0;
    const given = bytes ?? new Uint8Array([first]);
    const fill = given.length === 0 || isZero(content) ? [] : [`${name}.write('${hexOf(given)}', 'hex');`];
    return [`const ${name} = Buffer.alloc(${count});`, ...fill];
  }

  #show({ element, count, label }: PlannedBlock, index: number): string {
    const name = this.#blockNames[index] ?? '';
    const text = javaScriptString(`${label} =`);
    if (isPlainChar(element)) return `console.log(${text}, ${name}.toString().split('\\0', 1)[0]);`;
    if (isByte(element)) return `console.log(${text}, ${name}.toString('hex'));`;
    const type = this.#types.type(element);
    return `console.log(${text}, koffi.decode(${name}, ${count === 1 ? type : `koffi.array(${type}, ${count})`}));`;
  }

  #value(value: PlannedValue): string {
    switch (value.kind) {
      case 'integer':
        return javaScriptInteger(value.value);
      case 'bool':
        return String(value.value);
      case 'float':
        return javaScriptFloat(value.value);
      case 'null':
        return 'null';
      case 'string':
        return javaScriptString(value.text);
      case 'symbol':
        return `library.symbol(${javaScriptString(value.name)})`;
      case 'callback':
        return this.#callbackNames[value.callback] ?? '';
      case 'block':
        return this.#blockNames[value.block] ?? '';
      case 'record':
        return this.#record(value);
      case 'array':
        return this.#array(value);
    }
  }

  #record(value: Extract<PlannedValue, { kind: 'record' }>): string {
    const { fields, style } = this.#types.define(value.record);
    const record = this.#plan.records[value.record];
    if (style.kind === 'bytes') {
      refusePointers(value, record?.spelling ?? 'struct');
      return `{ bytes: [${[...value.bytes].join(', ')}] }`;
    }
    // All members of a struct, one of a union: what is left out keeps its old bytes.
    const all = (record?.members ?? []).flatMap(({ type }, index) => {
      const member = value.members.get(index);
      if (member === undefined && record?.keyword === 'union') return [];
      return [`${fields[index]}: ${member === undefined ? this.#zero(type) : this.#value(member)}`];
    });
    if (all.length === 0) return record?.keyword === 'union' ? this.#zeroUnion(value.record) : '{}';
    return `{ ${all.join(', ')} }`;
  }

  #zeroUnion(index: number): string {
    const { fields } = this.#types.define(index);
    const [first] = this.#plan.records[index]?.members ?? [];
    return first ? `{ ${fields[0]}: ${this.#zero(first.type)} }` : '{}';
  }

  #zero(type: CType): string {
    switch (type.kind) {
      case 'bool':
        return 'false';
      case 'pointer':
        return 'null';
      case 'array':
        return isPlainChar(type.of) ? "''" : `Array(${type.count}).fill(${this.#zero(type.of)})`;
      case 'record':
        return this.#record({
          kind: 'record',
          record: type.record,
          members: new Map(),
          bytes: new Uint8Array(),
        });
      default:
        return '0';
    }
  }

  #array({ of, items, bytes, count }: Extract<PlannedValue, { kind: 'array' }>): string {
    if (isPlainChar(of) && bytes !== null) {
      const rest = Array<number>(count - bytes.length).fill(0);
      const text = textOf(bytes);
      return text !== null && rest.length > 0
        ? javaScriptString(text)
        : `[${[...bytes, ...rest].join(', ')}]`;
    }
    const zeros = Array<string>(count - items.length).fill(this.#zero(of));
    return `[${[...items.map((item) => this.#value(item)), ...zeros].join(', ')}]`;
  }

  #callback({ label, type, returns }: PlannedCallback, index: number): readonly string[] {
    const name = this.#callbackNames[index] ?? '';
    const types = type.parameters.map((parameter) => this.#types.passed(parameter.type)).join(', ');
    const proto = `koffi.proto('${name}_type', ${this.#types.type(type.result)}, [${types}])`;
    const list = this.#names.take(`${name}_returns`, 'returns');
    const isVoid = type.result.kind === 'void';
    const given = returns.map((value) => this.#value(value)).join(', ') || 'null';
    return [
      ...(isVoid ? [] : [`const ${list} = [${given}];`]),
      `const ${name} = koffi.register((...given) => {`,
      `  console.log(${javaScriptString(label)}, given);`,
      ...(isVoid ? [] : [`  return ${list}.length > 1 ? ${list}.shift() : ${list}[0];`]),
      `}, koffi.pointer(${proto}));`,
    ];
  }
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return bytes.includes(0)
      ? null
      : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

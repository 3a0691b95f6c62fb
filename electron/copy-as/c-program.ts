import { CPrinting } from './c-printing.ts';
import { cString } from './c-text.ts';
import { CTypes, passed } from './c-types.ts';
import { CValues } from './c-values.ts';
import { type CallPlan, labelOf } from './call-plan.ts';
import { Identifiers, reservedInC } from './identifiers.ts';
import { NotExpressible } from './not-expressible.ts';
import type { PlannedCallback } from './planned-value.ts';
import { sizeOf } from './type-sizes.ts';

/** A whole program in C that makes the call and prints what comes of it. */
export function cProgram(plan: CallPlan): string {
  return new CProgram(plan).text();
}

class CProgram {
  readonly #plan: CallPlan;
  readonly #types: CTypes;
  readonly #printing: CPrinting;
  readonly #values: CValues;
  readonly #functionName: string;
  readonly #blockNames: readonly string[];
  readonly #callbackNames: readonly string[];
  readonly #later: string[] = [];
  readonly #texts: string[] = [];
  readonly #names = new Identifiers(reservedInC);

  constructor(plan: CallPlan) {
    this.#plan = plan;
    this.#types = new CTypes(plan.records);
    this.#printing = new CPrinting(this.#types);
    const names = this.#names;
    this.#functionName = names.take(plan.call.prototype.name, 'function');
    this.#blockNames = plan.blocks.map(({ label }) => names.take(label, 'block'));
    this.#callbackNames = plan.callbacks.map(({ label }) => names.take(`on_${label}`, 'callback'));
    this.#values = new CValues({
      types: this.#types,
      block: (index) => this.#addressOf(index),
      callback: (index) => this.#callbackNames[index] ?? '',
      text: (text) => this.#text(text),
      later: (place, symbol) => this.#later.push(`${place} = dlsym(library, ${cString(symbol)});`),
    });
  }

  text(): string {
    const callbacks = this.#plan.callbacks.map((callback, index) => this.#callback(callback, index));
    const main = this.#main();
    const parts = [
      ...this.#types.definitions(),
      ...this.#printing.functions(),
      ...callbacks,
      ['int main(void) {', ...main.map((line) => (line === '' ? '' : `  ${line}`)), '}'].join('\n'),
    ];
    const mathematics = /\b(NAN|INFINITY)\b/.test(parts.join('\n')) ? ['#include <math.h>'] : [];
    const headers = ['dlfcn', 'stdbool', 'stddef', 'stdint', 'stdio', 'sys/types'];
    const includes = [...headers.map((header) => `#include <${header}.h>`), ...mathematics].sort().join('\n');
    return `/* gcc -Wall call.c -o call -ldl && ./call */\n${[includes, ...parts].join('\n\n')}\n`;
  }

  #main(): readonly string[] {
    const { call } = this.#plan;
    const objects = [...this.#blocks(), ...this.#records()];
    const calling = this.#call();
    return [
      `void *library = dlopen(${cString(call.libraryPath)}, RTLD_NOW);`,
      'if (library == NULL) {',
      '  fprintf(stderr, "%s\\n", dlerror());',
      '  return 1;',
      '}',
      `${this.#functionPointer()} = (${this.#functionType('')}) dlsym(library, ${cString(call.symbol)});`,
      `if (${this.#functionName} == NULL) {`,
      '  fprintf(stderr, "%s\\n", dlerror());',
      '  return 1;',
      '}',
      ...[...this.#texts, ...objects, ...this.#later],
      '',
      ...calling,
      ...this.#plan.blocks.flatMap((block, index) => (block.isOut ? this.#show(index) : [])),
      'return 0;',
    ];
  }

  #functionPointer(): string {
    return this.#functionType(this.#functionName);
  }

  #functionType(name: string): string {
    const { prototype } = this.#plan.call;
    const { result, variadic } = prototype;
    if (passed(result, this.#plan.records) !== result) {
      throw new NotExpressible(
        `C cannot take ${result.spelling} as a result: C++ returns it through its address.`,
      );
    }
    this.#complete(result);
    const parameters = prototype.parameters.map(({ type }) => type);
    for (const type of parameters) this.#complete(passed(type, this.#plan.records));
    const type = {
      kind: 'function',
      spelling: '',
      result,
      parameters: prototype.parameters,
      variadic,
    } as const;
    return this.#types.declare({ kind: 'pointer', spelling: '', to: type, toConst: false }, name);
  }

  #complete(type: Parameters<CTypes['complete']>[0]): void {
    this.#types.complete(type);
    if (type.kind === 'record') refuseByValue(this.#types, type.record);
  }

  #call(): readonly string[] {
    const { prototype } = this.#plan.call;
    const given = this.#plan.arguments.map((value, index) => {
      const type = this.#plan.types[index];
      if (type === undefined) return '';
      if (value.kind === 'record') {
        return `${passed(type, this.#plan.records) === type ? '' : '&'}${this.#objects.get(index)}`;
      }
      const expression = this.#values.expression(value);
      return index < prototype.parameters.length
        ? expression
        : `(${this.#types.declare(type, '')}) ${expression}`;
    });
    const call = `${this.#functionName}(${given.join(', ')})`;
    if (prototype.result.kind === 'void') return [`${call};`];
    return [
      `${this.#types.declare(prototype.result, 'result')} = ${call};`,
      'fputs("result = ", stdout);',
      ...this.#printing.print(prototype.result, 'result'),
      'fputs("\\n", stdout);',
    ];
  }

  /** Variables for the structs that are passed. */
  readonly #objects = new Map<number, string>();

  #records(): readonly string[] {
    return this.#plan.arguments.flatMap((value, index) => {
      const type = this.#plan.types[index];
      if (value.kind !== 'record' || type === undefined) return [];
      const name = this.#names.take(labelOf(this.#plan.call, index), 'value');
      this.#objects.set(index, name);
      this.#types.complete(type);
      return [`static ${this.#types.declare(type, name)} = ${this.#values.initializer(value, name)};`];
    });
  }

  #text(text: string): string {
    const name = this.#names.take('text', 'text');
    this.#texts.push(`static char ${name}[] = ${cString(text)};`);
    return name;
  }

  #blocks(): readonly string[] {
    return this.#plan.blocks.map(({ element, count, content }, index) => {
      const name = this.#blockNames[index] ?? '';
      this.#types.complete(element);
      const declared = this.#types.declareObject(element, count === 1 ? name : `${name}[${count}]`);
      return `static ${declared} = ${this.#values.initializer(content, name)};`;
    });
  }

  #addressOf(index: number): string {
    const name = this.#blockNames[index] ?? '';
    return this.#plan.blocks[index]?.count === 1 ? `&${name}` : name;
  }

  #show(index: number): readonly string[] {
    const block = this.#plan.blocks[index];
    const name = this.#blockNames[index] ?? '';
    if (!block) return [];
    const { element, count, label } = block;
    const type = count === 1 ? element : ({ kind: 'array', spelling: '', of: element, count } as const);
    return [
      `fputs(${cString(`${label} = `)}, stdout);`,
      ...this.#printing.print(type, name),
      'fputs("\\n", stdout);',
    ];
  }

  #callback({ label, type, returns }: PlannedCallback, index: number): string {
    const { result, parameters } = type;
    for (const { type: parameter } of parameters) this.#complete(passed(parameter, this.#plan.records));
    const names = parameters.map((_parameter, at) => `value${at + 1}`);
    const list = parameters.map(({ type: parameter }, at) =>
      this.#types.parameter(parameter, names[at] ?? ''),
    );
    const head = this.#types.declare(result, `${this.#callbackNames[index]}(${list.join(', ') || 'void'})`);
    const shown = parameters.flatMap(({ type: parameter }, at) => [
      ...(at > 0 ? ['fputs(", ", stdout);'] : []),
      ...this.#printing.print(passed(parameter, this.#plan.records), names[at] ?? ''),
    ]);
    const body = [
      `fputs(${cString(`${label}(`)}, stdout);`,
      ...shown,
      'fputs(")\\n", stdout);',
      ...this.#returns(result, returns),
    ];
    return [`static ${head} {`, ...body.map((line) => `  ${line}`), '}'].join('\n');
  }

  #returns(
    result: PlannedCallback['type']['result'],
    returns: PlannedCallback['returns'],
  ): readonly string[] {
    if (result.kind === 'void') return [];
    this.#complete(result);
    const given = returns.map((value) => {
      if (value.kind === 'block' || value.kind === 'symbol') {
        throw new NotExpressible('What a callback returns can be a value or a text here, and no new memory.');
      }
      return value.kind === 'string' ? cString(value.text) : this.#values.initializer(value, '');
    });
    const size = sizeOf(result, this.#plan.records);
    if (given.length === 0 || size === null)
      return [`return ${zeroResult(this.#types.declare(result, ''))};`];
    if (given.length === 1 && returns[0]?.kind !== 'record') return [`return ${given[0]};`];
    return [
      `static ${this.#types.declare(result, 'returns[]')} = {${given.join(', ')}};`,
      'static size_t calls = 0;',
      `return returns[calls < ${given.length - 1} ? calls++ : ${given.length - 1}];`,
    ];
  }
}

function zeroResult(type: string): string {
  return /^(struct|union) [^*]*$/.test(type) ? `(${type}){0}` : '0';
}

/** Bytes in the place of members go into other registers (System V psABI, 3.2.3). */
function refuseByValue(types: CTypes, index: number): void {
  const { style } = types.define(index);
  const record = types.records[index];
  const isNatural =
    style.kind === 'members' && style.fields.every(({ kind }) => kind === 'member') && !style.packed;
  if (!isNatural && (record?.size ?? 0) <= 16) {
    throw new NotExpressible(
      `No declaration gives ${record?.spelling ?? 'the struct'} its layout, so it cannot be passed by value.`,
    );
  }
}

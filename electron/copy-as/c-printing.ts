import type { CType } from '../contract/prototype.ts';
import { type CTypes, shortName } from './c-types.ts';
import { isByte, isPlainChar } from './type-sizes.ts';

/** Writes statements that print values, and the functions that these use. */
export class CPrinting {
  readonly #types: CTypes;
  readonly #functions = new Map<string, string>();

  constructor(types: CTypes) {
    this.#types = types;
  }

  /** The functions that the statements call, those called by others first. */
  functions(): readonly string[] {
    return [...this.#functions.values()];
  }

  /** Statements that print the value of an expression; `depth` counts the loops around them. */
  print(type: CType, expression: string, depth = 0): readonly string[] {
    switch (type.kind) {
      case 'bool':
        return [`fputs(${expression} ? "true" : "false", stdout);`];
      case 'float':
        return [`printf("${type.bits === 32 ? '%.9g' : '%.17g'}", ${expression});`];
      case 'integer':
      case 'enum':
        return [integer(type, expression)];
      case 'pointer':
        return [this.#pointer(type, expression)];
      case 'array':
        return this.#array(type, expression, depth);
      case 'record':
        return [`${this.#record(type.record)}(&${expression});`];
      default:
        return [];
    }
  }

  #pointer(type: Extract<CType, { kind: 'pointer' }>, expression: string): string {
    if (isPlainChar(type.to)) {
      this.#functions.set(
        'show_text',
        lines(
          'static void show_text(const char *text) {',
          '  if (text == NULL) fputs("NULL", stdout);',
          '  else printf("\\"%s\\"", text);',
          '}',
        ),
      );
      return `show_text(${expression});`;
    }
    return `printf("%p", (void *) ${expression});`;
  }

  #array(
    { of, count }: Extract<CType, { kind: 'array' }>,
    expression: string,
    depth: number,
  ): readonly string[] {
    if (isPlainChar(of)) return [`printf("\\"%.*s\\"", ${count}, ${expression});`];
    if (isByte(of)) return [this.#bytes(expression, count)];
    const index = `i${depth || ''}`;
    return [
      'fputs("[", stdout);',
      `for (size_t ${index} = 0; ${index} < ${count}; ${index}++) {`,
      `  if (${index} > 0) fputs(", ", stdout);`,
      ...this.print(of, `${expression}[${index}]`, depth + 1).map((line) => `  ${line}`),
      '}',
      'fputs("]", stdout);',
    ];
  }

  #bytes(expression: string, count: number): string {
    this.#functions.set(
      'show_bytes',
      lines(
        'static void show_bytes(const void *bytes, size_t count) {',
        '  for (size_t i = 0; i < count; i++) printf(i > 0 ? " %02x" : "%02x", ((const unsigned char *) bytes)[i]);',
        '}',
      ),
    );
    return `show_bytes(${expression}, ${count});`;
  }

  /** The name of the function that prints a record. */
  #record(index: number): string {
    const { tag, members, style } = this.#types.define(index);
    const name = `show_${shortName(tag)}`;
    if (this.#functions.has(name)) return name;
    const body =
      style.kind === 'bytes'
        ? [this.#bytes('value->bytes', this.#types.records[index]?.size ?? 0)]
        : this.#members(index, members);
    // Set when the functions that it calls are there.
    this.#functions.set(
      name,
      lines(
        `static void ${name}(const ${tag} *value) {`,
        '  fputs("{", stdout);',
        ...body.map((line) => `  ${line}`),
        '  fputs("}", stdout);',
        '}',
      ),
    );
    return name;
  }

  #members(index: number, names: readonly string[]): readonly string[] {
    const members = this.#types.records[index]?.members ?? [];
    const { style } = this.#types.define(index);
    const isPacked = style.kind === 'members' && style.packed;
    let isFirst = true;
    return members.flatMap(({ name, type, artificial, bits }, at): readonly string[] => {
      if (artificial) return [];
      if (name === null && type.kind === 'record') {
        const inner = this.#members(type.record, this.#types.define(type.record).members);
        const start = isFirst || inner.length === 0 ? [] : ['fputs(", ", stdout);'];
        isFirst = false;
        return [...start, ...inner];
      }
      const separator = isFirst ? '' : ', ';
      isFirst = false;
      const printed = bits ? `(${this.#types.declare(type, '')}) value->${names[at]}` : `value->${names[at]}`;
      return [`fputs("${separator}${names[at]} = ", stdout);`, ...this.#member(type, printed, isPacked)];
    });
  }

  /** A member of a packed struct may lie where no pointer to its type may point. */
  #member(type: CType, expression: string, isPacked: boolean): readonly string[] {
    if (!isPacked || type.kind !== 'record') return this.print(type, expression);
    const copy = `  ${this.#types.declare(type, 'copy')} = ${expression};`;
    return ['{', copy, ...this.print(type, 'copy').map((line) => `  ${line}`), '}'];
  }
}

function integer(type: Extract<CType, { kind: 'integer' | 'enum' }>, expression: string): string {
  if (type.bits < 64) return `printf("%${type.signed ? 'd' : 'u'}", ${expression});`;
  return type.signed
    ? `printf("%lld", (long long) ${expression});`
    : `printf("%llu", (unsigned long long) ${expression});`;
}

function lines(...text: readonly string[]): string {
  return text.join('\n');
}

import { type ConstantToken, type ConstantValue, constantTokens } from './constant-tokens.ts';

export type { ConstantValue } from './constant-tokens.ts';

/** An integer type as arithmetic sees it. */
export interface ConstantType {
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
  /** `_Bool`: every value but 0 becomes 1. */
  readonly bool?: true;
}

/** What the names in a constant expression mean; a null or a missing function stands for "not known". */
export interface ConstantContext {
  /** The value of an enumeration constant. */
  constant?(name: string): ConstantValue | null;
  /** True when the name begins a type name. */
  isType?(name: string): boolean;
  /** The integer type that a type name such as `unsigned char` or `size_t` means. */
  integerType?(typeName: string): ConstantType | null;
  /** sizeof and alignof a type name, in bytes. */
  sizeOf?(typeName: string): number | null;
  alignOf?(typeName: string): number | null;
}

// Deeper than any expression that a person wrote.
const maximumDepth = 200;
const maximumLength = 20_000;

/** Ends an evaluation whose result is not certain; never leaves this file. */
class Uncertain extends Error {}

/**
 * The value of an integer constant expression (C17, 6.6) with the types and conversions of LP64, or null when it is
 * none, when a name is not known, or when C leaves the result undefined (overflow, division by 0, a shift too far).
 */
export function evaluateConstant(text: string, context: ConstantContext = {}): ConstantValue | null {
  const tokens = text.length > maximumLength ? null : constantTokens(text);
  if (!tokens) return null;
  try {
    return new Evaluation(text, tokens, context).whole();
  } catch (error) {
    if (error instanceof Uncertain) return null;
    throw error;
  }
}

/** Binary operators by precedence (C17, 6.5.5 to 6.5.14). */
const precedence: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

const typeWords =
  /^(?:void|char|short|int|long|signed|unsigned|float|double|_Bool|bool|struct|union|enum|const|volatile|__int128)$/;

class Evaluation {
  readonly #text: string;
  readonly #tokens: readonly ConstantToken[];
  readonly #context: ConstantContext;
  #index = 0;
  #depth = 0;
  /** Above 0 inside an operand whose value is thrown away: there nothing is undefined. */
  #unused = 0;

  constructor(text: string, tokens: readonly ConstantToken[], context: ConstantContext) {
    this.#text = text;
    this.#tokens = tokens;
    this.#context = context;
  }

  whole(): ConstantValue {
    const value = this.#conditional();
    if (this.#index < this.#tokens.length) throw new Uncertain();
    return value;
  }

  #mark(): string | null {
    const token = this.#tokens[this.#index];
    return token?.kind === 'mark' ? token.text : null;
  }

  #take(text: string): boolean {
    if (this.#mark() !== text) return false;
    this.#index += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new Uncertain();
  }

  #conditional(): ConstantValue {
    if (++this.#depth > maximumDepth) throw new Uncertain();
    const condition = this.#binary(1);
    this.#depth -= 1;
    if (!this.#take('?')) return condition;
    const isTrue = condition.value !== 0n;
    const whenTrue = this.#operand(isTrue, () => this.#conditional());
    this.#expect(':');
    const whenFalse = this.#operand(!isTrue, () => this.#conditional());
    return convert((isTrue ? whenTrue : whenFalse).value, commonType(whenTrue, whenFalse));
  }

  #operand(isUsed: boolean, read: () => ConstantValue): ConstantValue {
    if (!isUsed) this.#unused += 1;
    const value = read();
    if (!isUsed) this.#unused -= 1;
    return value;
  }

  #binary(minimum: number): ConstantValue {
    let left = this.#unary();
    for (;;) {
      const operator = this.#mark() ?? '';
      const level = precedence[operator];
      if (level === undefined || level < minimum) return left;
      this.#index += 1;
      if (operator === '||' || operator === '&&') {
        const decides = (left.value !== 0n) === (operator === '||');
        const right = this.#operand(!decides, () => this.#binary(level + 1));
        left = truth(decides ? operator === '||' : right.value !== 0n);
      } else {
        left = this.#combine(operator, left, this.#binary(level + 1));
      }
    }
  }

  #combine(operator: string, left: ConstantValue, right: ConstantValue): ConstantValue {
    const result = operate(operator, left, right);
    if (result) return result;
    if (this.#unused === 0) throw new Uncertain();
    return { ...left, value: 0n };
  }

  #unary(): ConstantValue {
    if (++this.#depth > maximumDepth) throw new Uncertain();
    const value = this.#unaryInside();
    this.#depth -= 1;
    return value;
  }

  #unaryInside(): ConstantValue {
    if (this.#take('+')) return this.#unary();
    if (this.#take('-')) return this.#combineUnary('-', this.#unary());
    if (this.#take('~')) return this.#combineUnary('~', this.#unary());
    if (this.#take('!')) return truth(this.#unary().value === 0n);
    if (this.#mark() === '(') return this.#parenthesized();
    return this.#primary();
  }

  #combineUnary(operator: '-' | '~', operand: ConstantValue): ConstantValue {
    if (operator === '-') return this.#combine('-', { ...operand, value: 0n }, operand);
    return convert(~operand.value, operand);
  }

  #parenthesized(): ConstantValue {
    const typeName = this.#typeInParentheses();
    if (typeName !== null) return this.#cast(typeName);
    this.#expect('(');
    const value = this.#conditional();
    this.#expect(')');
    return value;
  }

  #cast(typeName: string): ConstantValue {
    const type = integerTypeNamed(typeName) ?? this.#context.integerType?.(typeName) ?? null;
    const operand = this.#unary();
    if (!type) throw new Uncertain();
    if (type.bool) return convert(operand.value === 0n ? 0n : 1n, int);
    const value = wrap(operand.value, type);
    return type.bits < 32
      ? { ...int, value }
      : { value, bits: type.bits === 64 ? 64 : 32, signed: type.signed };
  }

  /** The text of a type name between parentheses, which are taken; null when they hold an expression. */
  #typeInParentheses(): string | null {
    const [opening, first] = [this.#tokens[this.#index], this.#tokens[this.#index + 1]];
    if (opening?.kind !== 'mark' || first?.kind !== 'name') return null;
    if (!typeWords.test(first.text) && !this.#context.isType?.(first.text)) return null;
    let depth = 0;
    for (let index = this.#index; index < this.#tokens.length; index += 1) {
      const token = this.#tokens[index];
      if (token?.kind !== 'mark') continue;
      if (token.text === '(') depth += 1;
      if (token.text === ')') depth -= 1;
      if (depth > 0) continue;
      this.#index = index + 1;
      return this.#text.slice(opening.at + 1, token.at).trim();
    }
    throw new Uncertain();
  }

  #primary(): ConstantValue {
    const token = this.#tokens[this.#index];
    this.#index += 1;
    if (token?.kind === 'number') return token.value;
    if (token?.kind !== 'name') throw new Uncertain();
    if (token.text === 'sizeof') return this.#measure((name) => this.#context.sizeOf?.(name) ?? null);
    if (/^(?:_Alignof|alignof|__alignof__|__alignof)$/.test(token.text)) {
      return this.#measure((name) => this.#context.alignOf?.(name) ?? null);
    }
    const value = this.#context.constant?.(token.text) ?? null;
    if (!value) throw new Uncertain();
    return value;
  }

  /** sizeof and alignof: of a type name in parentheses, else of an expression whose type we know. */
  #measure(measure: (typeName: string) => number | null): ConstantValue {
    const typeName = this.#mark() === '(' ? this.#typeInParentheses() : null;
    if (typeName === null) {
      const operand = this.#operand(false, () => this.#unary());
      return { value: BigInt(operand.bits / 8), bits: 64, signed: false };
    }
    const size = measure(typeName) ?? sizeOfNamed(typeName);
    if (size === null) throw new Uncertain();
    return { value: BigInt(size), bits: 64, signed: false };
  }
}

const int: ConstantValue = { value: 0n, bits: 32, signed: true };

function truth(value: boolean): ConstantValue {
  return { ...int, value: value ? 1n : 0n };
}

/** The usual arithmetic conversions (C17, 6.3.1.8) among types that are at least int. */
function commonType(left: ConstantValue, right: ConstantValue): ConstantValue {
  if (left.bits !== right.bits) return left.bits > right.bits ? left : right;
  return left.signed ? right : left;
}

function wrap(value: bigint, type: Omit<ConstantType, 'bool'>): bigint {
  return type.signed ? BigInt.asIntN(type.bits, value) : BigInt.asUintN(type.bits, value);
}

function convert(value: bigint, type: ConstantValue): ConstantValue {
  return { value: wrap(value, type), bits: type.bits, signed: type.signed };
}

/** Null when C leaves the result undefined. */
function operate(operator: string, left: ConstantValue, right: ConstantValue): ConstantValue | null {
  if (operator === '<<' || operator === '>>') return shift(operator, left, right);
  const type = commonType(left, right);
  const [a, b] = [wrap(left.value, type), wrap(right.value, type)];
  const compared = compare(operator, a, b);
  if (compared !== null) return truth(compared);
  const exact = arithmetic(operator, a, b);
  if (exact === null) return null;
  const result = convert(exact, type);
  return type.signed && result.value !== exact ? null : result;
}

function shift(operator: string, left: ConstantValue, right: ConstantValue): ConstantValue | null {
  if (right.value < 0n || right.value >= BigInt(left.bits)) return null;
  // GCC defines shifts of negative numbers, and of ones into the sign, as those of two's complement.
  return convert(operator === '<<' ? left.value << right.value : left.value >> right.value, left);
}

function compare(operator: string, a: bigint, b: bigint): boolean | null {
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      return null;
  }
}

function arithmetic(operator: string, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? null : a / b;
    case '%':
      return b === 0n ? null : a % b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    default:
      return null;
  }
}

/** The integer type that keywords alone name; char as on x86-64. */
function integerTypeNamed(typeName: string): ConstantType | null {
  const words = typeName.split(/\s+/).filter((word) => !/^(?:const|volatile)$/.test(word));
  if (!words.every((word) => /^(?:char|short|int|long|signed|unsigned|_Bool|bool)$/.test(word))) return null;
  if (words.length === 1 && /^_?[Bb]ool$/.test(words[0] ?? '')) return { bits: 8, signed: false, bool: true };
  // Plain char differs between targets: the context knows.
  if (words.includes('char')) {
    if (words.length === 1) return null;
    return { bits: 8, signed: !words.includes('unsigned') };
  }
  const bits = words.includes('short') ? 16 : words.includes('long') ? 64 : 32;
  return words.length === 0 ? null : { bits, signed: !words.includes('unsigned') };
}

function sizeOfNamed(typeName: string): number | null {
  if (/^[\w\s]+\*+$/.test(typeName)) return 8;
  const simple: Readonly<Record<string, number>> = { char: 1, float: 4, double: 8, 'long double': 16 };
  const type = integerTypeNamed(typeName);
  return type ? type.bits / 8 : (simple[typeName] ?? null);
}

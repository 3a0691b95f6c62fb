import { placeOf, type Token } from './tokens.ts';

/** Carries the one sentence of a `bad-prototype` failure out of the recursive parser; never leaves `parsePrototype`. */
export class UnreadablePrototype extends Error {}

const qualifiers = new Set([
  'const',
  'volatile',
  'restrict',
  '__restrict',
  '__restrict__',
  '__const',
  'register',
  '_Atomic',
  '_Nonnull',
  '_Nullable',
]);
/** True for a word such as const that may stand anywhere in a type. */
export function isQualifier(text: string): boolean {
  return qualifiers.has(text);
}

const end: Token = { kind: 'end', text: '', at: 0 };

/** Walks over the tokens of one prototype; what it rejects ends the parse. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#index + ahead] ?? this.#tokens.at(-1) ?? end;
  }

  next(): Token {
    const token = this.peek();
    this.#index += 1;
    return token;
  }

  at(text: string): boolean {
    return this.peek().kind !== 'end' && this.peek().text === text;
  }

  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.#index += 1;
    return true;
  }

  takeAny(texts: readonly string[]): boolean {
    return texts.some((text) => this.take(text));
  }

  expect(text: string, sentence: string): void {
    if (!this.take(text)) this.rejectHere(sentence);
  }

  /** Takes all qualifiers that stand here and returns them, `__const` as `const`. */
  takeQualifiers(): readonly string[] {
    const found: string[] = [];
    for (;;) {
      this.skipAttributes();
      const word = this.peek().text;
      if (this.peek().kind !== 'name' || !qualifiers.has(word)) return found;
      found.push(word === '__const' ? 'const' : word);
      this.next();
    }
  }

  /** Skips `__attribute__((…))`, `alignas(…)` and `[[…]]`. */
  skipAttributes(): void {
    for (;;) {
      if (this.takeAny(['__attribute__', '__attribute', '__declspec', 'alignas', '_Alignas'])) {
        this.skipParentheses();
      } else if (this.take('[[')) {
        while (!this.take(']]')) {
          if (this.peek().kind === 'end') this.reject('"]]" is missing after an attribute.');
          this.next();
        }
      } else {
        return;
      }
    }
  }

  /** Skips one balanced pair of parentheses with all that is inside, when one stands here. */
  skipParentheses(): void {
    if (!this.take('(')) return;
    for (let depth = 1; depth > 0; ) {
      if (this.peek().kind === 'end') this.reject('")" is missing.');
      const { text } = this.next();
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
    }
  }

  /** Skips what is left of an array's length, with its closing bracket. */
  skipBrackets(sentence: string): void {
    for (let depth = 1; depth > 0; ) {
      if (this.peek().kind === 'end') this.reject(sentence);
      const { text } = this.next();
      if (text === '[' || text === '[[') depth += text.length;
      if (text === ']' || text === ']]') depth -= text.length;
    }
  }

  /** The result of `read`, or null, back where it began, when it rejects. */
  attempt<T>(read: () => T): T | null {
    const before = this.#index;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnreadablePrototype)) throw error;
      this.#index = before;
      return null;
    }
  }

  /** The result of `read`, which looks ahead: the cursor stays where it is. */
  ahead<T>(read: () => T): T | null {
    const before = this.#index;
    const found = this.attempt(read);
    this.#index = before;
    return found;
  }

  /** The tokens from `start`, a result of `position`, to here. */
  since(start: number): readonly Token[] {
    return this.#tokens.slice(start, this.#index);
  }

  get position(): number {
    return this.#index;
  }

  reject(sentence: string): never {
    throw new UnreadablePrototype(sentence);
  }

  /** Rejects with the place of the next token in front. */
  rejectHere(sentence: string): never {
    throw new UnreadablePrototype(`${placeOf(this.peek().at)}: ${sentence}`);
  }
}

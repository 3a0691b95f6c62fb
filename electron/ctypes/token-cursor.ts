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
]);
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

  /** Skips `__attribute__((…))` and `[[…]]`. */
  skipAttributes(): void {
    for (;;) {
      if (this.takeAny(['__attribute__', '__attribute'])) {
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

  reject(sentence: string): never {
    throw new UnreadablePrototype(sentence);
  }

  /** Rejects with the place of the next token in front. */
  rejectHere(sentence: string): never {
    throw new UnreadablePrototype(`${placeOf(this.peek().at)}: ${sentence}`);
  }
}

/** Carries the end of a parse out of the recursion: this is no name that we read. Never leaves `readMangledName`. */
export class UnreadableMangledName extends Error {}

// Names nest as deep as their source; hostile ones deeper than the stack.
const maximumDepth = 200;

/** Walks over a mangled name, character by character (Itanium C++ ABI, 5.1). */
export class MangledCursor {
  readonly #text: string;
  #index: number;
  #depth = 0;

  constructor(text: string, index: number) {
    this.#text = text;
    this.#index = index;
  }

  get isAtEnd(): boolean {
    return this.#index >= this.#text.length;
  }

  get position(): number {
    return this.#index;
  }

  peek(ahead = 0): string {
    return this.#text[this.#index + ahead] ?? '';
  }

  at(text: string): boolean {
    return this.#text.startsWith(text, this.#index);
  }

  take(text: string): boolean {
    if (!this.at(text)) return false;
    this.#index += text.length;
    return true;
  }

  /** Takes one of these characters. */
  takeOneOf(characters: string): string | null {
    const found = this.peek();
    if (found === '' || !characters.includes(found)) return null;
    this.#index += 1;
    return found;
  }

  expect(text: string): void {
    if (!this.take(text)) this.reject();
  }

  /** Takes what the sticky pattern matches here, which may be nothing. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#index;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#index += found.length;
    return found;
  }

  /** A name with its length in front: `6Circle`. */
  sourceName(): string {
    const length = Number(this.match(/[1-9]\d{0,6}/y) ?? this.reject());
    const name = this.#text.slice(this.#index, this.#index + length);
    if (name.length < length) this.reject();
    this.#index += length;
    return name;
  }

  /** Runs one level of the recursion. */
  nest<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > maximumDepth) this.reject();
    const result = read();
    this.#depth -= 1;
    return result;
  }

  reject(): never {
    throw new UnreadableMangledName();
  }
}

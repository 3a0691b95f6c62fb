/** One line of a file, of which only the head was looked at. */
export interface KeptLine<Head> {
  /** With the newline at its end. */
  readonly line: string;
  readonly bytes: number;
  readonly atMs: number;
  readonly head: Head;
}

/** How much is kept: the oldest lines above a bound are dropped. */
export interface KeptBounds {
  readonly linesPerLibrary: number;
  /** Of all libraries together, like `bytes`. */
  readonly lines: number;
  readonly bytes: number;
}

/**
 * The lines of a file by the path of the library that they are of. They stay text: thousands of them are read at each
 * start, and few are ever looked at.
 */
export class KeptLines<Head> {
  readonly #bounds: KeptBounds;
  /** Oldest first. */
  readonly #lines = new Map<string, KeptLine<Head>[]>();
  #count = 0;
  #bytes = 0;

  constructor(bounds: KeptBounds) {
    this.#bounds = bounds;
  }

  /** Adds the newest line of a library; it ends in a newline. */
  add(library: string, { line, atMs, head }: Omit<KeptLine<Head>, 'bytes'>): void {
    const lines = this.#lines.get(library) ?? [];
    this.#lines.set(library, lines);
    const bytes = Buffer.byteLength(line);
    lines.push({ line, bytes, atMs, head });
    this.#count += 1;
    this.#bytes += bytes;
    if (lines.length > this.#bounds.linesPerLibrary) this.#dropOldestOf(library);
    while (this.#count > this.#bounds.lines || this.#bytes > this.#bounds.bytes) {
      this.#dropOldestOf(this.#oldest());
    }
  }

  /** Puts a line in the place of the one that is the same, sought among the newest ones; false when there is none. */
  replace(
    library: string,
    { line, atMs, head }: Omit<KeptLine<Head>, 'bytes'>,
    { isSame, among }: { readonly isSame: (kept: KeptLine<Head>) => boolean; readonly among: number },
  ): boolean {
    const lines = this.#lines.get(library) ?? [];
    // Only these are looked at: each line of a file that is read comes here.
    const start = Math.max(0, lines.length - among);
    const inNewest = lines.slice(start).findLastIndex(isSame);
    const index = start + inNewest;
    const before = lines[index];
    if (inNewest === -1 || before === undefined) return false;
    const bytes = Buffer.byteLength(line);
    this.#bytes += bytes - before.bytes;
    lines[index] = { line, bytes, atMs, head };
    return true;
  }

  /** Oldest first. */
  of(library: string): readonly KeptLine<Head>[] {
    return this.#lines.get(library) ?? [];
  }

  /** Drops the lines that turned out not to be ours. */
  drop(library: string, isDropped: (line: KeptLine<Head>) => boolean): void {
    const kept = this.of(library).filter((line) => !isDropped(line));
    this.clear(library);
    for (const line of kept) this.add(library, line);
  }

  clear(library: string): void {
    for (const { bytes } of this.of(library)) {
      this.#count -= 1;
      this.#bytes -= bytes;
    }
    this.#lines.delete(library);
  }

  get count(): number {
    return this.#count;
  }

  /** All lines, library by library, oldest first. */
  text(): string {
    return [...this.#lines.values()].flatMap((lines) => lines.map(({ line }) => line)).join('');
  }

  #dropOldestOf(library: string): void {
    const lines = this.#lines.get(library) ?? [];
    const dropped = lines.shift();
    if (dropped !== undefined) this.#count -= 1;
    this.#bytes -= dropped?.bytes ?? 0;
    if (lines.length === 0) this.#lines.delete(library);
  }

  #oldest(): string {
    const firsts = [...this.#lines].map(([library, [first]]) => ({ library, atMs: first?.atMs ?? 0 }));
    return firsts.reduce((oldest, first) => (first.atMs < oldest.atMs ? first : oldest)).library;
  }
}

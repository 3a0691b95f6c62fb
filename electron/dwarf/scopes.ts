import { role } from './abbreviations.ts';
import type { Entries, Entry } from './entries.ts';
import { GrowingNumbers } from './growing-numbers.ts';

/** Entries that others lie in, by where they start; a scope lies wholly inside another one or outside. */
export interface Scopes {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Position of the scope around it, or -1. */
  readonly parents: Int32Array;
}

/** Collects scopes in the order of their starts. */
export class ScopesBuilder {
  readonly #starts = new GrowingNumbers((length) => new Uint32Array(length));
  readonly #ends = new GrowingNumbers((length) => new Uint32Array(length));
  readonly #parents = new GrowingNumbers((length) => new Int32Array(length));
  readonly #open: number[] = [];

  /** A scope whose end is not known yet. */
  enter(start: number): void {
    this.add(start, start);
    this.#open.push(this.#starts.length - 1);
  }

  /** The innermost scope that was entered ends here. */
  leave(end: number): void {
    const index = this.#open.pop();
    if (index !== undefined) this.#ends.set(index, end);
  }

  leaveAll(end: number): void {
    while (this.#open.length > 0) this.leave(end);
  }

  add(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
    this.#parents.push(this.#open.at(-1) ?? -1);
  }

  finish(): Scopes {
    return { starts: this.#starts.trimmed(), ends: this.#ends.trimmed(), parents: this.#parents.trimmed() };
  }
}

/** The starts of the scopes around an offset, innermost first; a scope is not around its own start. */
export function scopesAround({ starts, ends, parents }: Scopes, offset: number): readonly number[] {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const around: number[] = [];
  let index = low - 1;
  // The last scope before the offset may have ended; one of those around it, or before it, holds the offset.
  while (index >= 0) {
    if ((ends[index] ?? 0) > offset) around.push(starts[index] ?? 0);
    index = parents[index] ?? -1;
  }
  return around;
}

/** The scopes inside one entry, of any depth, without itself. */
export function readScopes(entries: Entries, owner: Entry): Scopes {
  const scopes = new ScopesBuilder();
  const { unit } = owner;
  const { cursor, budget } = entries;
  const table = entries.tableOf(unit);
  const isScope: boolean[] = [];
  const entry = { ...owner };
  let at = entries.behindValues(owner);
  while (at >= 0 && at < unit.end && budget.spend(1)) {
    cursor.at = at;
    const code = cursor.uleb();
    if (code === 0) {
      at = cursor.at;
      const ended = isScope.pop();
      if (ended === undefined) break;
      if (ended) scopes.leave(at);
      continue;
    }
    const abbreviation = table.get(code);
    if (abbreviation === undefined) break;
    entry.abbreviation = abbreviation;
    entry.valuesAt = cursor.at;
    if (abbreviation.hasChildren) {
      const named = abbreviation.role === role.record || abbreviation.role === role.scope;
      isScope.push(named);
      if (named) scopes.enter(at);
    }
    at = entries.behindValues(entry);
  }
  scopes.leaveAll(unit.end);
  return scopes.finish();
}

import type { TypeWithRecords } from '../contract/prototype.ts';

/** Where the names of types are looked up: what debug information or a header says of them. */
export interface TypeScope {
  /**
   * The type of a name as a prototype writes it (`point_t`, `struct point`, `enum color`, `geometry::Circle`,
   * `std::vector<int, std::allocator<int> >`), or null when it is not known. The spelling of the answer is the name.
   */
  find(name: string): TypeWithRecords | null;
}

/** Knows no type; the standard typedefs of C need no scope. */
export const emptyScope: TypeScope = { find: () => null };

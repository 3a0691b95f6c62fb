/** A value as people read it: a leaf, or a tree of members or elements. */
export interface ShownValue {
  /** Member name, `[3]`, parameter label; null for the value as a whole and for an anonymous member. */
  readonly name: string | null;
  readonly type: string;
  /** Exact; what a leaf says can be typed in again. Of a tree a short form, `{x: 1, y: 2}`. */
  readonly text: string;
  /** The bits of an integer in the width of its type, `0x0000000c`; bytes as `68 65 6c`. */
  readonly hex: string | null;
  /** Where it lies in the runner's memory, `0x…`; null for what came in registers. */
  readonly at: string | null;
  /** What a pointer holds, `0x…`, when that is not NULL: it can be viewed. */
  readonly pointsTo: string | null;
  readonly children: readonly ShownValue[];
  /** Elements that were left out at the end. */
  readonly more: number;
  /** A leaf in JSON, exact: text where a JSON number would not be; null for a tree. */
  readonly json: string | null;
}

/** What a recorder saw. */
export interface ShownCallback {
  readonly label: string;
  /** All calls, also those that are not in `calls`. */
  readonly total: number;
  /** The arguments of the first calls. */
  readonly calls: readonly (readonly ShownValue[])[];
}

/** A value that the user named: `$db` in any later argument. */
export interface SavedValue {
  /** Without the dollar sign. */
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** `sqlite3_open #3`: where it comes from. */
  readonly origin: string;
  readonly generation: number;
  readonly savedAtMs: number;
  /** Why it can be used no more, as one sentence; null while it can. */
  readonly dead: string | null;
}

import type { ShownValue } from '../../electron/contract/shown-value.ts';

/** One line of a tree of values. */
export interface TreeRow {
  /** Path below the root as text, `` for the root itself; unique in the tree. */
  readonly key: string;
  /** Indexes of children that lead here from the root. */
  readonly path: readonly number[];
  readonly depth: number;
  readonly value: ShownValue;
  readonly open: boolean;
  /** Elements left out after this line's siblings; the line then tells so instead of a value. */
  readonly leftOut: number;
}

/** The lines of a tree of which the nodes in `open` show their children, in order. */
export function treeRows(root: ShownValue, open: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  addRows(rows, root, [], open);
  return rows;
}

function addRows(
  rows: TreeRow[],
  value: ShownValue,
  path: readonly number[],
  open: ReadonlySet<string>,
): void {
  const key = path.join('.');
  const isOpen = value.children.length > 0 && open.has(key);
  rows.push({ key, path, depth: path.length, value, open: isOpen, leftOut: 0 });
  if (!isOpen) return;
  value.children.forEach((child, index) => {
    addRows(rows, child, [...path, index], open);
  });
  if (value.more > 0) {
    rows.push({ key: `${key} more`, path, depth: path.length + 1, value, open: false, leftOut: value.more });
  }
}

// A struct of a screen's height is shown whole; a table of a thousand elements is opened by hand.
const openedAtOnce = 12;

/** What is open at first: the root when it is small, and its small members while there is room. */
export function openAtFirst(root: ShownValue): ReadonlySet<string> {
  const open = new Set<string>();
  if (root.children.length > 0 && root.children.length <= openedAtOnce * 2) open.add('');
  root.children.forEach((child, index) => {
    if (child.children.length > 0 && root.children.length + child.children.length <= openedAtOnce) {
      open.add(String(index));
    }
  });
  return open;
}

/** True for what can be given a name and used as an argument: one value, the address that a pointer holds, or the one at which a struct lies. */
export function canBeSaved({ pointsTo, json, at, type }: ShownValue): boolean {
  return type !== 'void' && (pointsTo !== null || json !== null || at !== null);
}

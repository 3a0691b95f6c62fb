import type { Parser, Tree, TreeCursor } from 'web-tree-sitter';

/** A named node of a syntax tree, out of the parser's memory; `start` and `end` are offsets in the text, in UTF-16 units. */
export interface SyntaxNode {
  /** As tree-sitter-c names it: `declaration`, `pointer_declarator`, …; `ERROR` for what is none. */
  readonly type: string;
  /** The field of the parent that it stands in: `declarator`, `size`, … */
  readonly field: string | null;
  /** True for what the parser put in because it was missing. */
  readonly isMissing: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SyntaxNode[];
}

/** Parses C; null when the text is too deep, too long in the parsing, or the parser gave up. */
export interface CParser {
  parse(text: string): SyntaxNode | null;
}

/** Deeper nesting than any declaration has. */
const maximumDepth = 500;
const maximumNodes = 2_000_000;
const timeLimitMs = 4000;

/** A parser of C on top of a tree-sitter parser whose language is set. `now` in milliseconds. */
export function createCParser(parser: Parser, now: () => number = Date.now): CParser {
  return {
    parse(text) {
      const deadline = now() + timeLimitMs;
      const tree = parser.parse(text, null, { progressCallback: () => now() > deadline });
      if (tree) return copyTree(tree);
      parser.reset();
      return null;
    },
  };
}

function copyTree(tree: Tree): SyntaxNode | null {
  const cursor = tree.walk();
  try {
    return new TreeCopy(cursor).root();
  } finally {
    cursor.delete();
    tree.delete();
  }
}

/** Copies named nodes, and what is missing, by walking a cursor; the depth is bounded. */
class TreeCopy {
  readonly #cursor: TreeCursor;
  #count = 0;
  #isTooMuch = false;

  constructor(cursor: TreeCursor) {
    this.#cursor = cursor;
  }

  root(): SyntaxNode | null {
    const node = this.#copy(0);
    return this.#isTooMuch ? null : node;
  }

  #copy(depth: number): SyntaxNode {
    const cursor = this.#cursor;
    const node = {
      type: cursor.nodeType,
      field: cursor.currentFieldName,
      isMissing: cursor.nodeIsMissing,
      start: cursor.startIndex,
      end: cursor.endIndex,
    };
    return { ...node, children: this.#children(depth + 1) };
  }

  #children(depth: number): readonly SyntaxNode[] {
    const cursor = this.#cursor;
    if (!cursor.gotoFirstChild()) return [];
    const children: SyntaxNode[] = [];
    do {
      this.#count += 1;
      if (depth > maximumDepth || this.#count > maximumNodes) {
        this.#isTooMuch = true;
        break;
      }
      if (cursor.nodeIsNamed || cursor.nodeIsMissing) children.push(this.#copy(depth));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return children;
  }
}

/** The child in a field, or null. */
export function childIn(node: SyntaxNode, field: string): SyntaxNode | null {
  return node.children.find((child) => child.field === field) ?? null;
}

/** The first node that is an error or was missing, or null; a bit-field may go without a name. */
export function firstError(root: SyntaxNode): SyntaxNode | null {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const [index, child] of node.children.entries()) {
      const isUnnamedBitField = child.isMissing && node.children[index + 1]?.type === 'bitfield_clause';
      if (child.type === 'ERROR' || (child.isMissing && !isUnnamedBitField)) return child;
    }
    pending.push(...node.children.toReversed());
  }
  return null;
}

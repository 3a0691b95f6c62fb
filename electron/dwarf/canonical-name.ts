/** How a name of a type is spelled in one way only: blanks, the order of words, the place of `const`. */

const integerWords = new Set(['unsigned', 'signed', 'long', 'short', 'int', 'char', '__int128']);
/** Nested templates reach some tens. */
const nestingLimit = 200;

/**
 * The name as any other spelling of it gives it too: `Array<long unsigned int, 3>`, `Array<unsigned long, 3ul>` and
 * `Array<unsigned long,3>` are one, and so are `pair<const A, B>` and `pair<A const, B>`.
 */
export function canonicalName(name: string): string {
  const tokens = name.match(/[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|'[^']*'|::|\s+|./gs) ?? [];
  return new Reader(tokens.filter((token) => !/^\s/.test(token))).list('', 0);
}

/** Reads lists of types from the tokens of a name. */
class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  /** Types with commas between them, up to the token that ends the list. */
  list(end: string, depth: number): string {
    const parts = [this.#type(depth)];
    for (;;) {
      const token = this.#tokens[this.#at];
      if (token === undefined) return parts.join('');
      this.#at += 1;
      if (token === end) return parts.join('');
      parts.push(token, this.#type(depth));
    }
  }

  /** One type: what stands before its first mark, with `const` in front, and the marks. */
  #type(depth: number): string {
    let isConst = false;
    const integers: string[] = [];
    let base = '';
    let marks = '';
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      if (token === ',' || token === '>' || token === ')') break;
      this.#at += 1;
      const inner = depth > nestingLimit ? '' : this.#bracket(token, depth);
      if (inner !== '') {
        if (marks === '' && token === '<') base += inner;
        else marks += inner;
      } else if (token === 'const' && marks === '') isConst = true;
      else if (marks !== '' || token === '*' || token === '&' || token === '[') marks += token;
      else if (integerWords.has(token)) integers.push(token);
      else base += literal(token);
    }
    const written = integers.length > 0 ? integerName(integers) + base : base;
    return `${isConst ? 'const ' : ''}${written}${marks}`;
  }

  #bracket(token: string, depth: number): string {
    if (token === '<') return `<${this.list('>', depth + 1)}>`;
    if (token !== '(') return '';
    const list = this.list(')', depth + 1);
    return list === 'void' ? '()' : `(${list})`;
  }
}

/** Numbers without the suffix that says their type. */
function literal(token: string): string {
  return /^\d/.test(token) ? token.replace(/[uUlL]+$/, '') : token;
}

function integerName(words: readonly string[]): string {
  const sign = words.includes('unsigned') ? 'unsigned ' : '';
  if (words.includes('char')) return words.includes('signed') ? 'signed char' : `${sign}char`;
  if (words.includes('__int128')) return `${sign}__int128`;
  if (words.includes('short')) return `${sign}short`;
  const longs = words.filter((word) => word === 'long');
  return sign + (longs.length > 0 ? longs.join(' ') : 'int');
}

import { type PlacedAttribute, readAttributes } from './attributes.ts';

/** A declaration as the grammar can read it: extensions blanked or replaced, every offset as it was. */
export interface PlainDeclaration {
  readonly text: string;
  readonly attributes: readonly PlacedAttribute[];
  /** The symbol's name where `__asm__("name")` gives one. */
  readonly symbolName: string | null;
  readonly isInline: boolean;
  readonly isThreadLocal: boolean;
}

const tokenPattern =
  /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|^[ \t]*#[^\n]*|[A-Za-z_$][\w$]*|\[\[|[^\s\w]|\d[\w.]*/gm;

const needsWork =
  /\benum\b[^{;]*:|__|#|\/[*/]|\[\[|\b(?:_Alignas|alignas|asm|inline|restrict|volatile|register|_Noreturn|_Complex|_Thread_local|thread_local|typeof|typeof_unqual|constexpr|_Nullable|_Nonnull|_Null_unspecified)\b/;

const blanked = new Set([
  '__extension__',
  '__restrict',
  '__restrict__',
  'restrict',
  '__volatile',
  '__volatile__',
  'volatile',
  'register',
  '_Noreturn',
  'constexpr',
  '_Nullable',
  '_Nonnull',
  '_Null_unspecified',
]);
const inlineWords = new Set(['inline', '__inline', '__inline__', '__forceinline']);
const threadWords = new Set(['__thread', '_Thread_local', 'thread_local']);
const replaced: ReadonlyMap<string, string> = new Map([
  ['__const', 'const'],
  ['__const__', 'const'],
  ['__signed', 'signed'],
  ['__signed__', 'signed'],
  ['__complex__', '_Complex'],
  ['__complex', '_Complex'],
]);

/** Prepares one declaration for tree-sitter-c, whose grammar knows few of GCC's extensions and all of C's structure. */
export function plainDeclaration(source: string): PlainDeclaration {
  if (!needsWork.test(source)) {
    return { text: source, attributes: [], symbolName: null, isInline: false, isThreadLocal: false };
  }
  return new Plainer(source).result();
}

class Plainer {
  readonly #source: string;
  readonly #pieces: string[] = [];
  readonly #attributes: PlacedAttribute[] = [];
  /** Attributes at the beginning of something: what they belong to is the next token. */
  #leading: Omit<PlacedAttribute, 'anchor'>[] = [];
  #symbolName: string | null = null;
  #isInline = false;
  #isThreadLocal = false;
  #written = 0;
  #lastEnd = 0;
  #lastToken = '';
  /** After `enum` and its tag, where a colon brings the underlying type. */
  #isAfterEnum = false;

  constructor(source: string) {
    this.#source = source;
  }

  result(): PlainDeclaration {
    const pattern = new RegExp(tokenPattern);
    for (let match = pattern.exec(this.#source); match; match = pattern.exec(this.#source)) {
      pattern.lastIndex = this.#token(match[0], match.index);
    }
    this.#pieces.push(this.#source.slice(this.#written));
    return {
      text: joinComplexWords(this.#pieces.join('')),
      attributes: this.#attributes,
      symbolName: this.#symbolName,
      isInline: this.#isInline,
      isThreadLocal: this.#isThreadLocal,
    };
  }

  /** Handles one token and returns where the next one is to be looked for. */
  #token(token: string, at: number): number {
    const end = at + token.length;
    if (/^(?:\/[*/]|[ \t]*#)/.test(token)) return this.#replace(at, end, '');
    if (/^__attribute(?:__)?$/.test(token)) return this.#attribute(at, end, /^\(\s*\(([\s\S]*)\)\s*\)$/);
    if (/^(?:__declspec)$/.test(token)) return this.#attribute(at, end, /^\(([\s\S]*)\)$/);
    if (/^_?[Aa]lignas$/.test(token)) return this.#alignas(at, end);
    if (token === ':' && this.#isAfterEnum) return this.#underlyingType(at, end);
    if (token === '[[') return this.#bracketAttribute(at, end);
    if (/^(?:asm|__asm|__asm__)$/.test(token)) return this.#label(at, end);
    if (/^(?:__)?typeof(?:_unqual)?(?:__)?$/.test(token)) return this.#typeof(at, end);
    if (inlineWords.has(token)) this.#isInline = true;
    if (threadWords.has(token)) this.#isThreadLocal = true;
    if (blanked.has(token) || inlineWords.has(token) || threadWords.has(token))
      return this.#replace(at, end, '');
    const other = replaced.get(token);
    if (other !== undefined) this.#replace(at, end, other);
    this.#significant(token, at, end);
    return end;
  }

  #significant(token: string, at: number, end: number): void {
    for (const attribute of this.#leading) this.#attributes.push({ ...attribute, anchor: at });
    this.#leading = [];
    this.#isAfterEnum = token === 'enum' || (this.#lastToken === 'enum' && /^\w/.test(token));
    this.#lastToken = token;
    this.#lastEnd = end;
  }

  #replace(at: number, end: number, text: string): number {
    const old = this.#source.slice(at, end);
    const blank = old.slice(text.length).replace(/[^\n]/g, ' ');
    this.#pieces.push(this.#source.slice(this.#written, at), text, blank);
    this.#written = end;
    return end;
  }

  #attribute(at: number, end: number, shape: RegExp): number {
    const close = closingParenthesis(this.#source, end);
    if (close < 0) return end;
    const inside = shape.exec(this.#source.slice(end, close).trim())?.[1];
    for (const attribute of readAttributes(inside ?? '')) this.#place(attribute);
    return this.#replace(at, close, '');
  }

  #place(attribute: { readonly name: string; readonly argument: string | null }): void {
    const placed = { ...attribute, after: this.#lastEnd };
    const isLeading = ['', '{', ';', '(', ','].includes(this.#lastToken);
    if (isLeading) this.#leading.push(placed);
    else this.#attributes.push({ ...placed, anchor: this.#lastEnd - 1 });
  }

  #alignas(at: number, end: number): number {
    const close = closingParenthesis(this.#source, end);
    if (close < 0) return end;
    this.#place({ name: 'aligned', argument: this.#source.slice(end, close).trim().slice(1, -1) });
    return this.#replace(at, close, '');
  }

  /** `: unsigned short` before the brace; the grammar takes one word there. */
  #underlyingType(at: number, end: number): number {
    const type = /^\s*([A-Za-z_][\w\s]*?)\s*(?=\{)/.exec(this.#source.slice(end, end + 200));
    if (type?.[1] === undefined) {
      this.#significant(':', at, end);
      return end;
    }
    this.#attributes.push({
      name: 'underlying',
      argument: type[1],
      after: this.#lastEnd,
      anchor: this.#lastEnd - 1,
    });
    return this.#replace(at, end + type[0].length, '');
  }

  #bracketAttribute(at: number, end: number): number {
    const close = this.#source.indexOf(']]', end);
    if (close < 0) return end;
    for (const attribute of readAttributes(this.#source.slice(end, close))) this.#place(attribute);
    return this.#replace(at, close + 2, '');
  }

  #label(at: number, end: number): number {
    const close = closingParenthesis(this.#source, end);
    if (close < 0) return end;
    const strings = this.#source.slice(end, close).match(/"[^"]*"/g) ?? [];
    this.#symbolName = strings.map((text) => text.slice(1, -1)).join('') || null;
    return this.#replace(at, close, '');
  }

  /** The type of an expression: a name that is nowhere declared stands in its place. */
  #typeof(at: number, end: number): number {
    const close = closingParenthesis(this.#source, end);
    if (close < 0) return end;
    this.#significant('typeof', at, close);
    return this.#replace(at, close, 'typeof_');
  }
}

/** The offset after the parenthesis that closes the one which comes next; -1 when there is none. */
function closingParenthesis(text: string, from: number): number {
  const token = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|[()]|\s+|[^"'()\s]+|["']/gy;
  token.lastIndex = from;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '(') depth += 1;
    else if (match[0] === ')') depth -= 1;
    else if (depth === 0 && match[0].trim() !== '') return -1;
    if (depth === 0 && match[0] === ')') return token.lastIndex;
  }
  return -1;
}

/** `double _Complex` and its variants as one name, which the grammar then takes for a type. */
function joinComplexWords(text: string): string {
  if (!text.includes('_Complex')) return text;
  const words = /\b(?:(?:long|float|double)\s+)*_Complex(?:\s+(?:long|float|double))*\b/g;
  return text.replace(words, (found) => {
    const name = found.includes('float') ? 'Complex_f' : found.includes('long') ? 'Complex_l' : 'Complex_d';
    // `_Complex` alone is as long as the shortest of these names but one: GCC takes it for double.
    return (found.trim() === '_Complex' ? '_Complex' : name).padEnd(found.length);
  });
}

import { applyPragma, type LayoutPragmas, noLayoutPragmas } from './layout-pragmas.ts';
import { readLineMarker, type SourcePlace } from './line-markers.ts';

/** One declaration at file scope, cut out of the text so that a fault in it spoils no other. */
export interface DeclarationText {
  /** With its semicolon; without the body where it is a function's definition. */
  readonly text: string;
  readonly place: SourcePlace;
  /** True for a function with a body. */
  readonly isDefinition: boolean;
  /** The language of the enclosing linkage specification; null outside of any. */
  readonly linkage: 'C' | 'C++' | null;
  /** True inside a C++ namespace. */
  readonly inNamespace: boolean;
  /** As they are at its end. */
  readonly pragmas: LayoutPragmas;
  /** True when its end was not found and it was cut somewhere. */
  readonly isBroken: boolean;
}

// The longest declarations are tables of constants; what is longer has lost its closing brace.
const longestDeclaration = 1_000_000;
const mostBroken = 100;

/** Splits preprocessed C into the declarations at file scope; linkage specifications and namespaces are entered. */
export function splitDeclarations(text: string, start: SourcePlace): readonly DeclarationText[] {
  return new Splitter(text, start).split();
}

type Scope = 'C' | 'C++' | 'namespace';

const openers = new Set(['{', '(', '[']);
const closers = new Set(['}', ')', ']']);

class Splitter {
  readonly #text: string;
  readonly #found: DeclarationText[] = [];
  readonly #scopes: Scope[] = [];
  #at = 0;
  #place: SourcePlace;
  #pragmas = noLayoutPragmas;
  #begin = -1;
  #beginPlace: SourcePlace;
  #beginPragmas = noLayoutPragmas;
  #depth = 0;
  /** After `struct`, `union`, `enum` or `class`, until something shows that the next brace is no record's. */
  #isRecordAhead = false;
  #hasInitializer = false;
  /** Where the body of a function begins, or -1. */
  #body = -1;
  #attributeParenthesis = false;
  #brokenCount = 0;

  constructor(text: string, start: SourcePlace) {
    this.#text = text;
    this.#place = start;
    this.#beginPlace = start;
  }

  split(): readonly DeclarationText[] {
    while (this.#brokenCount < mostBroken) {
      this.#scan();
      if (this.#begin < 0) break;
      this.#cutBroken();
    }
    return this.#found;
  }

  /** Reads tokens up to the end of the text, or until a declaration is too long to be one. */
  #scan(): void {
    const token =
      /\n|[ \t\r\f\v]+|#[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|[\w$\u0080-\uffff]+|[\s\S]/y;
    token.lastIndex = this.#at;
    let isLineStart = true;
    for (;;) {
      const at = token.lastIndex;
      const match = at < this.#text.length ? token.exec(this.#text) : null;
      if (!match) {
        this.#at = this.#text.length;
        return;
      }
      const [found] = match;
      if (this.#begin >= 0 && at - this.#begin > longestDeclaration) {
        this.#at = at;
        return;
      }
      if (found === '\n') {
        this.#place = { ...this.#place, line: this.#place.line + 1 };
        isLineStart = true;
      } else if (found.startsWith('#') && isLineStart) this.#directive(found);
      else if (/^[ \t\r\f\v]|^\/[*/]/.test(found)) this.#countLines(found);
      else {
        isLineStart = false;
        this.#token(found, at);
        this.#countLines(found);
      }
    }
  }

  #countLines(found: string): void {
    if (found.length < 2 || !found.includes('\n')) return;
    this.#place = { ...this.#place, line: this.#place.line + found.split('\n').length - 1 };
  }

  #directive(line: string): void {
    const marker = readLineMarker(line);
    // The line break after the marker counts one up.
    if (marker) this.#place = { ...marker, line: marker.line - 1 };
    else this.#pragmas = applyPragma(this.#pragmas, line);
  }

  #token(found: string, at: number): void {
    if (this.#begin < 0 && found !== '}') this.#open(at);
    if (openers.has(found)) this.#opener(found, at);
    else if (closers.has(found)) this.#closer(found);
    else if (this.#depth === 0) this.#atTopLevel(found, at);
  }

  #open(at: number): void {
    this.#begin = at;
    this.#beginPlace = this.#place;
    this.#beginPragmas = this.#pragmas;
    this.#depth = 0;
    this.#isRecordAhead = false;
    this.#hasInitializer = false;
    this.#body = -1;
  }

  #atTopLevel(found: string, at: number): void {
    if (found === ';') this.#emit(this.#text.slice(this.#begin, at + 1), false);
    else if (/^(?:struct|union|enum|class)$/.test(found)) this.#isRecordAhead = true;
    else if (found === '=') this.#hasInitializer = true;
    this.#attributeParenthesis = /^(?:__attribute(?:__)?|__declspec|_?[Aa]lignas)$/.test(found);
  }

  #opener(found: string, at: number): void {
    if (this.#depth === 0) {
      if (found === '(' && !this.#attributeParenthesis) this.#isRecordAhead = false;
      if (found === '{' && this.#enterScope(at)) return;
      if (found === '{' && !this.#isRecordAhead && !this.#hasInitializer) this.#body = at;
    }
    this.#depth += 1;
  }

  #enterScope(at: number): boolean {
    const before = this.#text.slice(this.#begin, Math.min(at, this.#begin + 400));
    const linkage = /^extern\s*"(C|C\+\+)"\s*$/.exec(before)?.[1];
    const isNamespace = /^(?:inline\s+)?namespace\b[^=;(]*$/.test(before);
    if (linkage === undefined && !isNamespace) return false;
    this.#scopes.push(isNamespace ? 'namespace' : linkage === 'C' ? 'C' : 'C++');
    this.#begin = -1;
    return true;
  }

  #closer(found: string): void {
    if (this.#depth === 0) {
      // What closes nothing of a declaration closes a linkage specification, or is a stray.
      if (found === '}') this.#scopes.pop();
      this.#begin = -1;
      return;
    }
    this.#depth -= 1;
    if (this.#depth > 0 || found !== '}') return;
    this.#isRecordAhead = false;
    if (this.#body >= 0) this.#emit(`${this.#text.slice(this.#begin, this.#body)};`, true);
  }

  #emit(text: string, isDefinition: boolean, isBroken = false): void {
    const linkage = this.#scopes.findLast((scope) => scope !== 'namespace');
    const changed = this.#beginPragmas !== this.#pragmas;
    this.#found.push({
      text,
      place: this.#beginPlace,
      isDefinition,
      linkage: linkage === 'C' || linkage === 'C++' ? linkage : null,
      inNamespace: this.#scopes.includes('namespace'),
      // A pragma in the middle of a declaration: which of its records it touches is not worth knowing.
      pragmas: changed ? { ...this.#pragmas, isUncertain: true } : this.#pragmas,
      isBroken,
    });
    this.#begin = -1;
  }

  /** Gives up the declaration whose end is not found, and goes on where a line after it looks like the next one. */
  #cutBroken(): void {
    this.#brokenCount += 1;
    const from = this.#begin;
    const next = /[;}][ \t]*\r?\n(?=[A-Za-z_#])/g;
    next.lastIndex = from + 1;
    const match = next.exec(this.#text.slice(0, from + longestDeclaration));
    const end = match ? match.index + match[0].length : this.#text.length;
    const cut = this.#text.slice(from, end);
    this.#place = this.#beginPlace;
    this.#emit(cut, false, true);
    this.#skipLines(cut);
    this.#at = end;
  }

  #skipLines(cut: string): void {
    for (const line of cut.split('\n').slice(0, -1)) {
      if (/^\s*#/.test(line)) this.#directive(line);
      this.#place = { ...this.#place, line: this.#place.line + 1 };
    }
  }
}

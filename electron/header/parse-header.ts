import { type Target, x8664 } from '../ctypes/scalar-types.ts';
import { ComputedMap } from './computed-map.ts';
import { DeclaredNames } from './declared-names.ts';
import { plainType } from './declared-type.ts';
import { type DeclaredSymbol, describeFunction, suggestPrototype } from './describe-function.ts';
import { type HeaderModel, type HeaderProblem, problemLimit } from './header-model.ts';
import { createScope, createTypeBuilder, withRecords } from './header-types.ts';
import { placeWithin } from './line-markers.ts';
import { plainDeclaration } from './plain-declaration.ts';
import { readDeclarations } from './read-declaration.ts';
import { type DeclarationText, splitDeclarations } from './split-declarations.ts';
import { type CParser, firstError } from './syntax-tree.ts';
import type { TypeBuilder } from './type-builder.ts';

/** What is to be parsed. */
export interface HeaderText {
  /** Preprocessed C, or C++ of which what C has is read; line markers are understood. */
  readonly text: string;
  /** The header, as it is named to people; lines before the first marker are its own. */
  readonly file: string;
  readonly language: 'C' | 'C++';
  readonly target?: Target;
  /** What is known to be amiss before the parsing. */
  readonly problems?: readonly HeaderProblem[];
}

// Of the whole text, in characters; preprocessed headers of the largest libraries take 10 MB.
const longestText = 64 * 1024 * 1024;
const excerptLength = 60;

/** Reads the declarations of a header. What cannot be read is listed, one problem each; all else works. Never throws. */
export function parseHeader(header: HeaderText, parser: CParser): HeaderModel {
  return new HeaderReading(header, parser).model();
}

class HeaderReading {
  readonly #header: HeaderText;
  readonly #parser: CParser;
  readonly #names = new DeclaredNames();
  readonly #builder: TypeBuilder;
  readonly #functions = new Map<string, DeclaredSymbol>();
  readonly #variables = new Map<string, DeclaredSymbol>();
  readonly #problems: HeaderProblem[];
  #problemCount: number;

  constructor(header: HeaderText, parser: CParser) {
    this.#header = header;
    this.#parser = parser;
    this.#problems = [...(header.problems ?? [])];
    this.#problemCount = this.#problems.length;
    this.#builder = createTypeBuilder(parser, this.#names, {
      target: header.target ?? x8664,
      tagsAreTypes: header.language === 'C++',
    });
  }

  model(): HeaderModel {
    this.#read();
    const builder = this.#builder;
    return {
      functions: new ComputedMap(this.#functions, (symbol, name) => suggestPrototype(builder, name, symbol)),
      variables: new ComputedMap(this.#variables, ({ specifiers, declarator, place: { file, line } }) => ({
        type: withRecords(builder, builder.declared(specifiers, declarator).type),
        location: { file, line },
      })),
      scope: createScope(builder),
      problems: this.#problems,
      problemCount: this.#problemCount,
      describe: (name) => {
        const symbol = this.#functions.get(name);
        return symbol ? describeFunction(builder, name, symbol) : null;
      },
    };
  }

  #read(): void {
    const { text, file } = this.#header;
    if (text.length > longestText) {
      this.#report(`The text is longer than ${longestText / 2 ** 20} MB and was not read.`, null);
      return;
    }
    for (const declaration of splitDeclarations(text, { file, line: 1, isSystem: false })) {
      this.#declaration(declaration);
    }
  }

  #declaration(declaration: DeclarationText): void {
    if (this.#isForeign(declaration)) return;
    // Without it the grammar may take `name_t (*f)(int);` for an expression.
    const prefix = needsExtern(declaration.text) ? 'extern ' : '';
    const plain = plainDeclaration(prefix + withoutLanguage(declaration.text));
    const root = declaration.isBroken ? null : this.#parse(plain.text);
    const error = root && firstError(root);
    if (!root || error) {
      this.#unreadable(declaration, error ? Math.max(0, error.start - prefix.length) : 0);
      return;
    }
    const read = readDeclarations(root, { ...plain, pragmas: declaration.pragmas });
    if (read.length === 0 && plain.text.trim().length > prefix.length + 1) this.#unreadable(declaration, 0);
    for (const one of read) {
      this.#names.add(one);
      if (one.storage !== 'none' || plain.isThreadLocal) continue;
      if (plain.isInline && declaration.isDefinition) continue;
      for (const declarator of one.declarators) {
        if (declarator.name === null) continue;
        const place = placeWithin(
          declaration.text,
          Math.max(0, declarator.at - prefix.length),
          declaration.place,
        );
        const symbol = { name: declarator.name, specifiers: one.specifiers, declarator, place };
        if (this.#isExported(declaration)) this.#addSymbol(plain.symbolName ?? declarator.name, symbol);
      }
    }
  }

  #parse(text: string): ReturnType<CParser['parse']> {
    try {
      return this.#parser.parse(text);
    } catch (error) {
      // The parser's memory has an end (WebAssembly.RuntimeError, RangeError): that declaration is lost, not the header.
      if (error instanceof Error) return null;
      throw error;
    }
  }

  /** What C knows nothing of: it is left out without a word. */
  #isForeign({ text, inNamespace, linkage }: DeclarationText): boolean {
    if (/^(?:_Static_assert|static_assert|__asm__|asm)\b/.test(text) || text === ';') return true;
    if (this.#header.language === 'C') return false;
    if (inNamespace && linkage !== 'C') return true;
    return (
      /^(?:template|using|namespace|class|friend|concept|requires)\b/.test(text) || /\boperator\b/.test(text)
    );
  }

  /** In C++ only what has C linkage has the symbol of its name. */
  #isExported({ text, linkage }: DeclarationText): boolean {
    return this.#header.language === 'C' || linkage === 'C' || /^extern\s*"C"/.test(text);
  }

  #addSymbol(symbolName: string, symbol: DeclaredSymbol): void {
    const isFunction = this.#isFunction(symbol);
    const table = isFunction ? this.#functions : this.#variables;
    const known = table.get(symbolName);
    if (!known || isBetter(symbol, known)) table.set(symbolName, symbol);
  }

  #isFunction({ specifiers, declarator }: DeclaredSymbol): boolean {
    const last = declarator.parts.at(-1);
    if (last) return last.kind === 'function';
    const { base } = specifiers;
    return base.kind === 'words' && base.words.length === 1 && this.#isFunctionName(base.words[0] ?? '');
  }

  /** True for a typedef of a function, `compare_t compare_names;`. */
  #isFunctionName(name: string): boolean {
    return (this.#builder.named(name) ?? plainType({ kind: 'void', spelling: '' })).type.kind === 'function';
  }

  #unreadable({ text, place, isBroken }: DeclarationText, at: number): void {
    const name = /^(?:__extension__\s+)?typedef\b[\s\S]*?([A-Za-z_]\w*)\s*;$/.exec(text)?.[1];
    if (name !== undefined) this.#names.addUnknown(name);
    const where = placeWithin(text, at, place);
    if (where.isSystem || where.file.startsWith('<')) return;
    const isOwn = where.file === this.#header.file;
    const what = isBroken ? 'A declaration that does not end' : 'A declaration that cannot be read';
    const elsewhere = isOwn ? '' : ` (${where.file}, line ${where.line})`;
    this.#report(`${what}${elsewhere}: ${excerpt(text)}`, isOwn ? where.line : null);
  }

  #report(message: string, line: number | null): void {
    this.#problemCount += 1;
    if (this.#problems.length < problemLimit) this.#problems.push({ message, line });
  }
}

/** `extern "C" int f(void);` is a declaration like others once its linkage is known. */
function withoutLanguage(text: string): string {
  return text.replace(/^extern(\s*)"C(?:\+\+)?"/, (found, blank: string) =>
    `extern${blank}`.padEnd(found.length),
  );
}

function needsExtern(text: string): boolean {
  const word = /^(?:__extension__\s+)?([A-Za-z_]\w*)/.exec(text)?.[1];
  return word !== undefined && !/^(?:typedef|extern|static|struct|union|enum|class)$/.test(word);
}

/** A declaration with parameters says more than one without, and a header's own more than the system's. */
function isBetter(symbol: DeclaredSymbol, known: DeclaredSymbol): boolean {
  const count = ({ declarator }: DeclaredSymbol) => {
    const last = declarator.parts.at(-1);
    return last?.kind === 'function' ? last.parameters.length : 0;
  };
  return count(known) === 0 && count(symbol) > 0;
}

function excerpt(text: string): string {
  const line = text
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line;
}

import { Conditionals } from './conditionals.ts';
import { withoutUnknownMacros } from './unknown-macros.ts';

const mostMacros = 20_000;
const longestMacro = 400;
const deepestExpansion = 8;
// A file that includes itself without a guard comes to its end here.
const mostIncludes = 64;

/**
 * What can be made of a header without a compiler: its directives are blanked, with the branches that do not count;
 * macros without parameters that it defines itself are replaced; unknown macros around declarations are blanked.
 * Files beside it that it includes are read in the same way. Every line stays where it was, or a line marker says where.
 */
export function blankDirectives(source: string, file = '', readIncluded: ReadIncluded = () => null): string {
  const reading = { macros: new Map<string, string>(), readIncluded, includes: 0 };
  return withoutUnknownMacros(new DirectiveReading(source, file, reading).result());
}

/** Reads a file that is included as `"name"` from `file`; null when it is not beside it. */
export type ReadIncluded = (
  name: string,
  file: string,
) => { readonly file: string; readonly text: string } | null;

/** What the files of one header share. */
interface SharedReading {
  readonly macros: Map<string, string>;
  readonly readIncluded: ReadIncluded;
  includes: number;
}

function withoutComments(source: string): string {
  const token =
    /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|\/\*[\s\S]*?(?:\*\/|$)|\/\/(?:[^\\\n]|\\[\s\S])*/g;
  return source
    .replace(/\r\n?/g, '\n')
    .replace(token, (found) => (/^\/[*/]/.test(found) ? found.replace(/[^\n]/g, ' ') : found));
}

class DirectiveReading {
  readonly #lines: readonly string[];
  readonly #file: string;
  readonly #shared: SharedReading;
  readonly #macros: Map<string, string>;
  readonly #conditionals = new Conditionals();
  /** Lines of `#if` and `#elif` after which another branch comes. */
  readonly #alternatives: ReadonlySet<number>;

  constructor(source: string, file: string, shared: SharedReading) {
    this.#lines = withoutComments(source).split('\n');
    this.#file = file;
    this.#shared = shared;
    this.#macros = shared.macros;
    this.#alternatives = alternativesIn(this.#lines);
  }

  result(): string {
    const kept: string[] = [];
    for (let index = 0; index < this.#lines.length; index += 1) {
      const line = this.#lines[index] ?? '';
      if (!/^\s*#/.test(line)) {
        kept.push(this.#conditionals.isTaken ? this.#expand(line, 0) : '');
        continue;
      }
      const parts = [line];
      while ((parts.at(-1) ?? '').endsWith('\\') && index + 1 < this.#lines.length) {
        index += 1;
        parts.push(this.#lines[index] ?? '');
      }
      const start = index - parts.length + 1;
      kept.push(
        this.#directive(parts.join('\n').replaceAll('\\\n', ' '), start),
        ...parts.slice(1).map(() => ''),
      );
    }
    return kept.join('\n');
  }

  /** Pragmas stay: they change layouts. */
  #directive(directive: string, index: number): string {
    const isDefined = (name: string) => (this.#macros.has(name) ? true : null);
    this.#conditionals.take(directive, isDefined, this.#alternatives.has(index));
    if (!this.#conditionals.isTaken) return '';
    const [, word, rest = ''] = /^\s*#\s*(define|undef|pragma|include)\b(.*)$/s.exec(directive) ?? [];
    if (word === 'pragma') return directive;
    if (word === 'include') return this.#include(rest, index);
    if (word === 'undef') this.#macros.delete(rest.trim());
    if (word === 'define') this.#define(rest);
    return '';
  }

  #include(rest: string, index: number): string {
    const name = /^\s*"([^"\n]+)"/.exec(rest)?.[1];
    if (name === undefined || this.#shared.includes >= mostIncludes) return '';
    const included = this.#shared.readIncluded(name, this.#file);
    if (!included) return '';
    this.#shared.includes += 1;
    const text = new DirectiveReading(included.text, included.file, this.#shared).result();
    return `# 1 ${JSON.stringify(included.file)}\n${text}\n# ${index + 1} ${JSON.stringify(this.#file)}`;
  }

  #define(rest: string): void {
    const [, name, body = ''] = /^\s+([A-Za-z_]\w*)(?:\s+([\s\S]*?))?\s*$/.exec(rest) ?? [];
    if (name === undefined || body.length > longestMacro || this.#macros.size >= mostMacros) return;
    this.#macros.set(name, body);
  }

  #expand(line: string, depth: number): string {
    if (depth >= deepestExpansion || this.#macros.size === 0 || line.length > 10_000) return line;
    let isChanged = false;
    const expanded = line.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_]\w*/g, (word) => {
      const body = this.#macros.get(word);
      if (body === undefined || body === word) return word;
      isChanged = true;
      return body;
    });
    return isChanged ? this.#expand(expanded, depth + 1) : expanded;
  }
}

function alternativesIn(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const open: number[] = [];
  for (const [index, line] of lines.entries()) {
    const word = /^\s*#\s*(if|el|endif)/.exec(line)?.[1];
    if (word === 'if') open.push(index);
    else if (word === 'endif') open.pop();
    else if (word === 'el') {
      const before = open.pop();
      if (before !== undefined) found.add(before);
      open.push(index);
    }
  }
  return found;
}

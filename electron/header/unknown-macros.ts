interface Word {
  readonly kind: 'word' | 'mark';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** True for a name in capitals that is no type of the header's. */
  readonly isMacro: boolean;
}

// Larger headers are generated, and not by hand with such macros.
const longestText = 8 * 1024 * 1024;
// Between a parenthesis and the one that closes it.
const mostWords = 2000;

const macroName = /^_*[A-Z][A-Z0-9_]+$/;
const extensionWords = /^(?:__attribute(?:__)?|__declspec|__asm(?:__)?|asm|_Alignas|alignas)$/;
const notTypes =
  /^(?:extern|static|inline|__inline|__inline__|typedef|const|volatile|register|restrict|_Noreturn|__extension__|struct|union|enum|class)$/;

/**
 * Blanks what looks like a macro around declarations in a header that no compiler expanded: `ZEXTERN`, `SQLITE_API`,
 * `WINAPI`, `OF((…))`, `DEPRECATED("…")`. A name in capitals that is the only type of a declaration stays.
 */
export function withoutUnknownMacros(text: string): string {
  if (text.length > longestText) return text;
  const blanked: (readonly [number, number])[] = [];
  const words = withoutArgumentMacros(wordsOf(text), blanked);
  let from = 0;
  for (const [index, { text: mark }] of words.entries()) {
    const endsDeclaration = mark === ';' || mark === '{' || mark === '}';
    if (!endsDeclaration) continue;
    if (mark === ';' || mark === '{') blanked.push(...macrosIn(words.slice(from, index)));
    from = index + 1;
  }
  return blank(text, blanked);
}

/** Names of typedefs, and of the C library's own types in capitals. */
function typeNamesIn(text: string): ReadonlySet<string> {
  const typedefs = text.matchAll(/\btypedef\b[^;{}]{0,400}?\b(\w+)\s*;|\}\s{0,99}(\w+)\s{0,99};/g);
  return new Set(['FILE', 'DIR', ...[...typedefs].map(([, name, after]) => name ?? after ?? '')]);
}

function wordsOf(text: string): readonly Word[] {
  const types = typeNamesIn(text);
  const pattern = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|^[ \t]*#[^\n]*|([A-Za-z_]\w*)|[^\s\w]|\d[\w.]*/gm;
  return [...text.matchAll(pattern)]
    .filter(([found]) => !/^\s*#/.test(found))
    .map((match) => ({
      kind: match[1] === undefined ? 'mark' : 'word',
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
      isMacro: macroName.test(match[0]) && !types.has(match[0]),
    }));
}

/** `OF((int a))` around a list of parameters leaves `(int a)`; `G_BEGIN_DECLS` on a line of its own leaves nothing. */
function withoutArgumentMacros(
  words: readonly Word[],
  blanked: (readonly [number, number])[],
): readonly Word[] {
  const dropped = new Set<Word>();
  const skipped = new Set<Word>();
  for (const [index, word] of words.entries()) {
    if (word.kind !== 'word' || skipped.has(word)) continue;
    if (extensionWords.test(word.text) && words[index + 1]?.text === '(') {
      // What the parser knows stays in the text and hides nothing here.
      for (const part of words.slice(index, closingOf(words, index + 1) + 1)) skipped.add(part);
    } else if (/^_*[A-Z0-9_]*(?:BEGIN|END)_[A-Z_]+$/.test(word.text) && words[index + 1]?.text !== '(') {
      dropped.add(word);
    } else if (
      macroName.test(word.text) &&
      words[index + 1]?.text === '(' &&
      words[index + 2]?.text === '('
    ) {
      const closing = closingOf(words, index + 1);
      if (closingOf(words, index + 2) !== closing - 1) continue;
      for (const part of [word, words[index + 1], words[closing]]) if (part) dropped.add(part);
    }
  }
  blanked.push(...[...dropped].map(({ start, end }) => [start, end] as const));
  return words.filter((word) => !dropped.has(word) && !skipped.has(word));
}

/** Ranges to blank in the words of one declaration, up to its semicolon or brace. */
function macrosIn(words: readonly Word[]): readonly (readonly [number, number])[] {
  const blanked: (readonly [number, number])[] = [];
  const opening = words.findIndex(({ text }, index) => text === '(' && !isMacroCall(words, index));
  const head = opening < 0 ? words : words.slice(0, opening);
  blanked.push(...macrosInHead(head));
  if (opening < 0) return blanked;
  const closing = closingOf(words, opening);
  const tail = words.slice(closing + 1);
  blanked.push(...macrosInTail(tail));
  const isDeclarator = tail[0]?.text === '(';
  blanked.push(
    ...macrosInParameters(isDeclarator ? words.slice(opening) : words.slice(opening, closing + 1)),
  );
  return blanked;
}

/** Between parameters and semicolon C allows nothing but attributes and labels; other words there are macros. */
function macrosInTail(words: readonly Word[]): readonly (readonly [number, number])[] {
  const blanked: (readonly [number, number])[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word?.kind !== 'word') return blanked;
    if (words[index + 1]?.text === '(') index = closingOf(words, index + 1);
    const end = words[index]?.end;
    if (end !== undefined) blanked.push([word.start, end]);
  }
  return blanked;
}

/** `NAME(` before the function's own parenthesis: `DEPRECATED("x") int f(void)`, `int deflate OF((…))`. */
function isMacroCall(words: readonly Word[], opening: number): boolean {
  if (!words[opening - 1]?.isMacro) return false;
  if (words[opening + 1]?.text === '(') return true;
  const after = words[closingOf(words, opening) + 1];
  return after?.kind === 'word';
}

function closingOf(words: readonly Word[], opening: number): number {
  let depth = 0;
  const end = Math.min(words.length, opening + mostWords);
  for (let index = opening; index < end; index += 1) {
    if (words[index]?.text === '(') depth += 1;
    if (words[index]?.text === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return end;
}

function macrosInHead(head: readonly Word[]): readonly (readonly [number, number])[] {
  const blanked: (readonly [number, number])[] = [];
  const words: Word[] = [];
  for (let index = 0; index < head.length; index += 1) {
    const word = head[index];
    if (word?.kind !== 'word') continue;
    if (head[index + 1]?.text === '(') {
      const closing = closingOf(head, index + 1);
      blanked.push(...macroCall(head, index, closing));
      index = closing;
    } else words.push(word);
  }
  // The last word is the name that is declared; one of those before it is, or holds, the type.
  const before = words
    .slice(0, -1)
    .filter((word, index) => !isTagWord(words[index - 1]) && !notTypes.test(word.text));
  const macros = before.filter(({ isMacro }) => isMacro);
  const hasType = words.some(isTagWord) || macros.length < before.length || blanked.length > 0;
  const star = head.find(({ text }) => text === '*')?.start ?? Number.POSITIVE_INFINITY;
  const type = hasType ? undefined : macros.findLast(({ start }) => start < star);
  const removable = macros.filter((word) => word !== type);
  return [...blanked, ...removable.map(({ start, end }) => [start, end] as const)];
}

function isTagWord(word: Word | undefined): boolean {
  return /^(?:struct|union|enum|class)$/.test(word?.text ?? '');
}

/** `OF((int a))` leaves `(int a)`, `API(int)` before a name leaves `int`, `DEPRECATED("…")` leaves nothing. */
function macroCall(
  head: readonly Word[],
  index: number,
  closing: number,
): readonly (readonly [number, number])[] {
  const [name, opening, inner, last] = [head[index], head[index + 1], head[index + 2], head[closing]];
  if (!name || !opening || !last) return [];
  const rest = head.slice(closing + 1).filter(({ kind, text }) => kind === 'word' && !notTypes.test(text));
  const holdsType = closing > index + 2 && inner?.kind === 'word' && rest.length === 1;
  if (holdsType && !rest[0]?.isMacro) {
    return [
      [name.start, opening.end],
      [last.start, last.end],
    ];
  }
  return [[name.start, last.end]];
}

/** `const char *NONNULL name`: capitals between a star, or a type, and a name; `(CALLBACK *name)(…)`: before the star. */
function macrosInParameters(words: readonly Word[]): readonly (readonly [number, number])[] {
  return words.flatMap((word, index) => {
    const [before, after] = [words[index - 1], words[index + 1]];
    if (!word.isMacro) return [];
    const isBeforeName =
      after?.kind === 'word' &&
      (before?.text === '*' || (before?.kind === 'word' && !notTypes.test(before.text)));
    const isInDeclarator =
      before?.text === '(' && after?.text === '*' && words[closingOf(words, index - 1) + 1]?.text === '(';
    return isBeforeName || isInDeclarator ? [[word.start, word.end] as const] : [];
  });
}

function blank(text: string, ranges: readonly (readonly [number, number])[]): string {
  const pieces: string[] = [];
  let written = 0;
  for (const [start, end] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start < written) continue;
    pieces.push(text.slice(written, start), text.slice(start, end).replace(/[^\n]/g, ' '));
    written = end;
  }
  return [...pieces, text.slice(written)].join('');
}

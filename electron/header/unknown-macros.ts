interface Word {
  readonly kind: 'word' | 'mark';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const macroName = /^_*[A-Z][A-Z0-9_]+$/;
const notTypes =
  /^(?:extern|static|inline|__inline|__inline__|typedef|const|volatile|register|restrict|_Noreturn|__extension__|struct|union|enum|class)$/;

/**
 * Blanks what looks like a macro around declarations in a header that no compiler expanded: `ZEXTERN`, `SQLITE_API`,
 * `WINAPI`, `OF((…))`, `DEPRECATED("…")`. A name in capitals that is the only type of a declaration stays.
 */
export function withoutUnknownMacros(text: string): string {
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

function wordsOf(text: string): readonly Word[] {
  const pattern = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|^[ \t]*#[^\n]*|([A-Za-z_]\w*)|[^\s\w]|\d[\w.]*/gm;
  return [...text.matchAll(pattern)]
    .filter(([found]) => !/^\s*#/.test(found))
    .map((match) => ({
      kind: match[1] === undefined ? 'mark' : 'word',
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    }));
}

/** `OF((int a))` around a list of parameters leaves `(int a)`; `G_BEGIN_DECLS` on a line of its own leaves nothing. */
function withoutArgumentMacros(
  words: readonly Word[],
  blanked: (readonly [number, number])[],
): readonly Word[] {
  const dropped = new Set<Word>();
  for (const [index, word] of words.entries()) {
    if (word.kind !== 'word') continue;
    if (/^_*[A-Z0-9_]*(?:BEGIN|END)_[A-Z_]+$/.test(word.text) && words[index + 1]?.text !== '(') {
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
  return words.filter((word) => !dropped.has(word));
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
  const inside = words.slice(opening + 1, closing);
  const [first, second] = inside;
  const isDeclarator = tail[0]?.text === '(';
  // `void (CALLBACK *name)(int)`
  if (isDeclarator && first && second?.text === '*' && macroName.test(first.text)) {
    blanked.push([first.start, first.end]);
  }
  blanked.push(...macrosInParameters(isDeclarator ? [...inside, ...tail] : inside));
  return blanked;
}

/** Between parameters and semicolon C allows nothing but attributes and labels; other words there are macros. */
function macrosInTail(words: readonly Word[]): readonly (readonly [number, number])[] {
  const blanked: (readonly [number, number])[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word?.kind !== 'word') return blanked;
    const last = words[index + 1]?.text === '(' ? closingOf(words, index + 1) : index;
    const end = words[last]?.end;
    if (!/^(?:__attribute(?:__)?|__asm(?:__)?|asm)$/.test(word.text) && end !== undefined) {
      blanked.push([word.start, end]);
    }
    index = last;
  }
  return blanked;
}

/** `NAME(` before the function's own parenthesis: `DEPRECATED("x") int f(void)`, `int deflate OF((…))`. */
function isMacroCall(words: readonly Word[], opening: number): boolean {
  const name = words[opening - 1]?.text ?? '';
  if (!macroName.test(name)) return false;
  if (words[opening + 1]?.text === '(') return true;
  const after = words[closingOf(words, opening) + 1];
  return after?.kind === 'word';
}

function closingOf(words: readonly Word[], opening: number): number {
  let depth = 0;
  for (let index = opening; index < words.length; index += 1) {
    if (words[index]?.text === '(') depth += 1;
    if (words[index]?.text === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return words.length;
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
  const macros = before.filter(({ text }) => macroName.test(text));
  const hasType = words.some(isTagWord) || macros.length < before.length || blanked.length > 0;
  const removable = hasType ? macros : macros.slice(0, -1);
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
  if (holdsType && !macroName.test(rest[0]?.text ?? '')) {
    return [
      [name.start, opening.end],
      [last.start, last.end],
    ];
  }
  return [[name.start, last.end]];
}

/** `const char *NONNULL name`: a word in capitals between a star, or a type, and a name. */
function macrosInParameters(words: readonly Word[]): readonly (readonly [number, number])[] {
  return words.flatMap((word, index) => {
    const [before, after] = [words[index - 1], words[index + 1]];
    if (word.kind !== 'word' || !macroName.test(word.text) || after?.kind !== 'word') return [];
    const followsType = before?.text === '*' || (before?.kind === 'word' && !notTypes.test(before.text));
    return followsType ? [[word.start, word.end] as const] : [];
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

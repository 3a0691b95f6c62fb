import type { CType } from '../contract/prototype.ts';
import { suggestName } from './name-suggestion.ts';
import { knownTypeNames, type Target, typeKeywords, typeOfKeywords, typeOfTypedef } from './scalar-types.ts';
import type { TokenCursor } from './token-cursor.ts';

/** The type in front of a declarator, before any `*`. */
export interface Specifiers {
  readonly type: CType;
  readonly isConst: boolean;
}

const unsupportedWords: ReadonlyMap<string, string> = new Map([
  ['__int128', '128-bit integers are not supported yet.'],
  ['_Complex', 'complex numbers are not supported yet.'],
  ['auto', 'auto names no type; write the type out.'],
  [
    'template',
    'templates have no prototype to call; give the mangled name of one instance and its own types.',
  ],
  [
    'typename',
    'templates have no prototype to call; give the mangled name of one instance and its own types.',
  ],
]);

/** Reads qualifiers and type words in any order (C17, 6.7 and 6.7.2); `place` names the parameter or the result in a failure. */
export function parseTypeSpecifiers(cursor: TokenCursor, target: Target, place: string): Specifiers {
  const words: string[] = [];
  let named: CType | null = null;
  let isConst = false;
  for (;;) {
    isConst = cursor.takeQualifiers().includes('const') || isConst;
    const token = cursor.peek();
    if (token.kind !== 'name') break;
    const unsupported = unsupportedWords.get(token.text);
    if (unsupported) cursor.reject(`${place}: ${unsupported}`);
    if (typeKeywords.has(token.text)) {
      if (named) break;
      words.push(cursor.next().text);
    } else if (words.length === 0 && !named) {
      named = parseNamedType(cursor, target, place);
    } else {
      break;
    }
  }
  return { type: named ?? combine(cursor, words, { target, place }), isConst };
}

function combine(
  cursor: TokenCursor,
  words: readonly string[],
  context: { readonly target: Target; readonly place: string },
): CType {
  if (words.length === 0)
    cursor.rejectHere(`${lowerFirst(context.place)} has no type; a type name is expected.`);
  const spelled = words.join(' ');
  if (words.includes('long') && words.includes('double')) {
    cursor.reject(`${context.place}: long double is not supported yet.`);
  }
  const type = typeOfKeywords(words, context.target);
  if (!type)
    cursor.reject(
      `${context.place}: ${JSON.stringify(spelled)} is not a type; these words do not go together.`,
    );
  return type;
}

function parseNamedType(cursor: TokenCursor, target: Target, place: string): CType {
  const { text } = cursor.next();
  if (text === 'struct' || text === 'union' || text === 'enum' || text === 'class') {
    return parseTagged(cursor, text, place);
  }
  if (cursor.at('::') || cursor.at('<')) {
    cursor.reject(
      `${place}: ${text}${cursor.peek().text}… is a C++ type and cannot be passed; a pointer can: write void *.`,
    );
  }
  const known = typeOfTypedef(text, target);
  if (known) return known;
  if (!isPointerAhead(cursor)) cursor.reject(unknownType(cursor, text, place));
  return { kind: 'opaque', spelling: text, size: null };
}

function parseTagged(cursor: TokenCursor, keyword: string, place: string): CType {
  cursor.skipAttributes();
  const tag = cursor.peek();
  if (tag.kind !== 'name') cursor.rejectHere(`a name is expected after ${keyword}.`);
  cursor.next();
  const spelling = `${keyword} ${tag.text}`;
  if (cursor.at('{'))
    cursor.reject(`${place}: a definition in braces is not supported; write ${spelling} * alone.`);
  if (keyword === 'enum' && !isPointerAhead(cursor)) {
    cursor.reject(
      `${place}: the width of ${spelling} is not known; write int or unsigned int, whichever the compiler chose.`,
    );
  }
  return { kind: 'opaque', spelling, size: null };
}

/** An unknown name may stand behind a pointer or as the element of an array, which is a pointer too. */
function isPointerAhead(cursor: TokenCursor): boolean {
  let ahead = 0;
  while (['const', 'volatile', '__const'].includes(cursor.peek(ahead).text)) ahead += 1;
  if (cursor.peek(ahead).text === '*' || cursor.peek(ahead).text === '&') return true;
  const afterName = cursor.peek(ahead).kind === 'name' ? ahead + 1 : ahead;
  return cursor.peek(afterName).text === '[';
}

function unknownType(cursor: TokenCursor, name: string, place: string): string {
  const suggestion = suggestName(name, knownTypeNames);
  const next = cursor.peek();
  const wayOut = suggestion
    ? `did you mean ${suggestion}?`
    : `write the C type behind it (int, unsigned long, …), or ${name} * if it is a pointer.`;
  const whose = next.kind === 'name' ? ` of ${next.text}` : '';
  return `${place}: the type name ${name}${whose} is unknown; ${wayOut}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

import type { CType } from '../contract/prototype.ts';
import type { QualifiedType } from './derivation.ts';
import { extendedType, isExtendedWord } from './extended-types.ts';
import { joinTokens } from './joined-tokens.ts';
import type { ParseContext } from './parse-context.ts';
import { isAtAnonymousNamespace, isAtName, parseTypeName } from './parse-name.ts';
import { typeKeywords, typeOfKeywords, typeOfTypedef } from './scalar-types.ts';
import type { TokenCursor } from './token-cursor.ts';
import { unknownType } from './value-types.ts';

const tagKeywords: readonly string[] = ['struct', 'union', 'enum', 'class'];

const instanceHint = 'templates have no prototype to call; give that of one instance with its own types.';

const unsupportedWords: ReadonlyMap<string, string> = new Map([
  ['auto', 'auto names no type; write the type out.'],
  ['typeof', 'typeof names no type by itself; write the type out.'],
  ['__typeof__', 'typeof names no type by itself; write the type out.'],
  ['decltype', 'decltype names no type by itself; write the type out.'],
  ['template', instanceHint],
  ['typename', instanceHint],
]);

/** Reads qualifiers and type words in any order (C17, 6.7 and 6.7.2); `place` names the parameter or the result in a rejection. */
export function parseTypeSpecifiers(
  cursor: TokenCursor,
  context: ParseContext,
  place: string,
): QualifiedType {
  const words: string[] = [];
  let named: CType | null = null;
  let isConst = false;
  for (;;) {
    isConst = cursor.takeQualifiers().includes('const') || isConst;
    const { kind, text } = cursor.peek();
    if (kind === 'name' && isTypeWord(text)) {
      if (named) break;
      words.push(cursor.next().text);
    } else if (words.length === 0 && !named && (isAtName(cursor) || cursor.at('{') || cursor.at("'"))) {
      named = parseNamedType(cursor, context, place);
    } else {
      break;
    }
  }
  if (named) rejectMacro(cursor, context, { named, place });
  return { type: named ?? combine(cursor, words, { context, place }), isConst };
}

/** True for a keyword that names a type alone or with others. */
export function isTypeWord(text: string): boolean {
  return typeKeywords.has(text) || isExtendedWord(text);
}

/** `EXPORT int f(void)`: an unknown name in front of a known type is a macro, not a type. */
function rejectMacro(
  cursor: TokenCursor,
  context: ParseContext,
  found: { readonly named: CType; readonly place: string },
): void {
  const { kind, text } = cursor.peek();
  if (kind !== 'name' || found.named.kind !== 'opaque' || context.demangled) return;
  const isType = isTypeWord(text) || (cursor.peek(1).kind === 'name' && typeOfTypedef(text, context.target));
  if (isType) cursor.reject(unknownType(found.named.spelling, { place: found.place, name: text }));
}

function combine(
  cursor: TokenCursor,
  words: readonly string[],
  { context, place }: { readonly context: ParseContext; readonly place: string },
): CType {
  if (words.length === 0) {
    cursor.rejectHere(
      `${place.charAt(0).toLowerCase()}${place.slice(1)} has no type; a type name is expected.`,
    );
  }
  const type = extendedType(words) ?? typeOfKeywords(words, context.target);
  if (type) return type;
  return cursor.reject(
    `${place}: ${JSON.stringify(words.join(' '))} is not a type; these words do not go together.`,
  );
}

function parseNamedType(cursor: TokenCursor, context: ParseContext, place: string): CType {
  const { text } = cursor.peek();
  if (tagKeywords.includes(text)) return parseTagged(cursor, context, place);
  if (context.demangled) return parseDemangledType(cursor, context);
  const unsupported = unsupportedWords.get(text);
  if (unsupported) cursor.reject(`${place}: ${unsupported}`);
  return lookUpType(parseTypeName(cursor), context);
}

/** The type of a name; one that is not found is opaque: legal behind a pointer, and refused by value. */
export function lookUpType(name: string, context: ParseContext): CType {
  const found = context.scope.find(name);
  if (found) return spelled(context.records.add(found), name);
  const standard = typeOfTypedef(name, context.target);
  return standard ?? { kind: 'opaque', spelling: name, size: null };
}

function spelled(type: CType, name: string): CType {
  return type.spelling === name ? type : { ...type, spelling: name };
}

function parseTagged(cursor: TokenCursor, context: ParseContext, place: string): CType {
  const keyword = cursor.next().text;
  cursor.skipAttributes();
  if (cursor.at('{')) rejectDefinition(cursor, keyword, place);
  if (cursor.peek().kind !== 'name' && !isAtAnonymousNamespace(cursor)) {
    cursor.rejectHere(`a name is expected after ${keyword}.`);
  }
  const tag = parseTypeName(cursor);
  if (cursor.at('{')) rejectDefinition(cursor, `${keyword} ${tag}`, place);
  const name = `${keyword} ${tag}`;
  // C++ knows a class by its bare name as well.
  const isCpp = context.scope.find(name) === null && context.scope.find(tag) !== null;
  return lookUpType(isCpp ? tag : name, context);
}

function rejectDefinition(cursor: TokenCursor, spelling: string, place: string): never {
  return cursor.reject(`${place}: a definition in braces is not supported; write ${spelling} * alone.`);
}

/** What the demangler writes for a type: names, closures (`{lambda(int)#1}`), types inside functions, `decltype (…)`. */
function parseDemangledType(cursor: TokenCursor, context: ParseContext): CType {
  const start = cursor.position;
  do {
    if (cursor.at('{')) skipBraces(cursor);
    else if (cursor.take("'")) cursor.next();
    else parseTypeName(cursor);
    if (cursor.at('(') && (cursor.since(start).at(-1)?.text === 'decltype' || isInsideFunction(cursor))) {
      cursor.skipParentheses();
      cursor.takeQualifiers();
    }
  } while (cursor.take("'") || cursor.take('::'));
  const name = joinTokens(cursor.since(start));
  return lookUpType(name, context);
}

/** `f(int)::local`: the parentheses belong to the name of a function that the type lies in. */
function isInsideFunction(cursor: TokenCursor): boolean {
  const after = cursor.ahead(() => {
    cursor.skipParentheses();
    cursor.takeQualifiers();
    return cursor.at('::');
  });
  return after === true;
}

function skipBraces(cursor: TokenCursor): void {
  for (let depth = 0; ; ) {
    if (cursor.peek().kind === 'end') cursor.reject('"}" is missing.');
    const { text } = cursor.next();
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (depth === 0) return;
  }
}

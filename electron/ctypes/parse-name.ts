import { isExtendedWord } from './extended-types.ts';
import { joinTokens } from './joined-tokens.ts';
import { typeKeywords } from './scalar-types.ts';
import { isQualifier, type TokenCursor } from './token-cursor.ts';

// By length, so that the first that fits is the longest.
const operators: readonly string[] = [
  ...['->*', '<=>', '<<=', '>>='],
  ...['->', '++', '--', '<<', '>>', '<=', '>=', '==', '!=', '&&', '||', '()', '[]'],
  ...['+=', '-=', '*=', '/=', '%=', '^=', '&=', '|='],
  ...['+', '-', '*', '/', '%', '^', '&', '|', '~', '!', '=', '<', '>', ','],
];

const reserved: ReadonlySet<string> = new Set(['struct', 'union', 'enum', 'static', 'extern', 'inline']);

/**
 * Reads the name of a function, in C++ with its scopes (`geometry::Circle::area`, `make<int>`, `operator+`, `~Circle`),
 * in the spelling of `joinTokens`.
 */
export function parseDeclaredName(cursor: TokenCursor): string {
  return parseScopes(cursor, () => parseOperator(cursor) ?? parseDestructor(cursor));
}

/** Reads the name of a type, in C++ with scopes and template arguments, in the spelling of `joinTokens`. */
export function parseTypeName(cursor: TokenCursor): string {
  return parseScopes(cursor, () => null);
}

/** True where a name can begin. */
export function isAtName(cursor: TokenCursor): boolean {
  if (cursor.at('::')) return cursor.peek(1).kind === 'name';
  return cursor.peek().kind === 'name' || cursor.at('~') || isAtAnonymousNamespace(cursor);
}

/** True at `(anonymous namespace)`, as the demangler writes it. */
export function isAtAnonymousNamespace(cursor: TokenCursor): boolean {
  return (
    cursor.at('(') &&
    cursor.peek(1).text === 'anonymous' &&
    cursor.peek(2).text === 'namespace' &&
    cursor.peek(3).text === ')'
  );
}

function parseScopes(cursor: TokenCursor, special: () => string | null): string {
  cursor.take('::');
  const parts: string[] = [];
  do {
    const last = special();
    if (last !== null) return [...parts, last].join('::');
    parts.push(parseComponent(cursor));
  } while (cursor.at('::') && cursor.peek(1).text !== '*' && cursor.take('::'));
  return parts.join('::');
}

function parseComponent(cursor: TokenCursor): string {
  if (isAtAnonymousNamespace(cursor)) {
    for (let count = 0; count < 4; count++) cursor.next();
    return '(anonymous namespace)';
  }
  if (cursor.peek().kind !== 'name') cursor.rejectHere('a name is expected.');
  if (isReserved(cursor.peek().text)) cursor.rejectHere(`${cursor.peek().text} is not a name.`);
  return cursor.next().text + parseTags(cursor) + parseTemplateArguments(cursor);
}

/** Keywords of C, which name nothing; the words that C++ alone reserves are names in C. */
function isReserved(text: string): boolean {
  return typeKeywords.has(text) || isExtendedWord(text) || isQualifier(text) || reserved.has(text);
}

/** ABI tags in the demangler's spelling: `name[abi:cxx11]`. */
function parseTags(cursor: TokenCursor): string {
  let tags = '';
  while (cursor.at('[') && cursor.peek(1).text === 'abi' && cursor.peek(2).text === ':') {
    const start = cursor.position;
    cursor.next();
    cursor.skipBrackets('"]" is missing.');
    tags += joinTokens(cursor.since(start));
  }
  return tags;
}

function parseTemplateArguments(cursor: TokenCursor): string {
  if (!cursor.at('<')) return '';
  const start = cursor.position;
  let depth = 0;
  do {
    if (cursor.peek().kind === 'end') cursor.reject('">" is missing after template arguments.');
    if (cursor.at('(')) {
      cursor.skipParentheses();
      continue;
    }
    const { text } = cursor.next();
    if (text === '<') depth += 1;
    if (text === '>') depth -= 1;
  } while (depth > 0);
  return joinTokens(cursor.since(start));
}

function parseDestructor(cursor: TokenCursor): string | null {
  if (!cursor.take('~')) return null;
  if (cursor.peek().kind !== 'name') cursor.rejectHere('the name of the class is expected after "~".');
  return `~${parseComponent(cursor)}`;
}

function parseOperator(cursor: TokenCursor): string | null {
  if (!cursor.take('operator')) return null;
  const symbol = takeOperatorSymbol(cursor);
  if (symbol !== null) return withTemplateArguments(cursor, `operator${symbol}`);
  if (cursor.peek().kind === 'text') return parseLiteralOperator(cursor);
  if (cursor.at('new') || cursor.at('delete')) {
    const word = cursor.next().text;
    return `operator ${word}${cursor.take('[') && cursor.take(']') ? '[]' : ''}`;
  }
  return `operator ${parseConversion(cursor)}`;
}

function withTemplateArguments(cursor: TokenCursor, name: string): string {
  const given = parseTemplateArguments(cursor);
  // `operator<< <char>`: the demangler keeps the two apart.
  return given !== '' && name.endsWith('<') ? `${name} ${given}` : name + given;
}

function takeOperatorSymbol(cursor: TokenCursor): string | null {
  let joined = '';
  const lengths = new Map<string, number>();
  for (let count = 0; count < 3; count++) {
    const token = cursor.peek(count);
    const before = cursor.peek(count - 1);
    if (token.kind !== 'mark' || (count > 0 && before.at + before.text.length !== token.at)) break;
    joined += token.text;
    lengths.set(joined, count + 1);
  }
  const found = operators.find((symbol) => lengths.has(symbol));
  if (found === undefined) return null;
  for (let count = lengths.get(found) ?? 0; count > 0; count--) cursor.next();
  return found;
}

function parseLiteralOperator(cursor: TokenCursor): string {
  const quotes = cursor.next().text;
  const suffix = cursor.peek().kind === 'name' ? ` ${cursor.next().text}` : '';
  return `operator${quotes}${suffix}`;
}

/** The type of a conversion operator, up to the parameters. */
function parseConversion(cursor: TokenCursor): string {
  const start = cursor.position;
  while (!cursor.at('(') || isAtAnonymousNamespace(cursor)) {
    const { kind } = cursor.peek();
    if (kind === 'end') cursor.rejectHere('"(" is expected after the operator.');
    if (cursor.at('<')) parseTemplateArguments(cursor);
    else cursor.next();
  }
  return joinTokens(cursor.since(start));
}

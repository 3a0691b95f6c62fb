import { type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { CType, Parameter, Prototype } from '../contract/prototype.ts';
import { parseTypeSpecifiers, type Specifiers } from './parse-specifiers.ts';
import { type Target, typeKeywords, x8664 } from './scalar-types.ts';
import { TokenCursor, UnreadablePrototype } from './token-cursor.ts';
import { tokenize } from './tokens.ts';
import { pointerTo } from './type-spelling.ts';

// The call library takes no more.
const maximumParameters = 64;
const maximumPointerDepth = 16;

const functionPointerHint =
  'function pointers are not supported yet; write void * and give the address of the function.';

/**
 * Reads one C function prototype, `int add(int a, int b)`, with or without `extern`, `extern "C"`, parameter names,
 * attributes and a semicolon; `()` means no parameters. Sizes are LP64; `target` decides the sign of plain char.
 * The failure `bad-prototype` says in one sentence where it stopped and what to write instead.
 */
export function parsePrototype(text: string, target: Target = x8664): Outcome<Prototype> {
  const tokens = tokenize(text);
  if (!tokens.ok) return tokens;
  try {
    return succeed(parseFunction(new TokenCursor(tokens.value), target));
  } catch (error) {
    if (error instanceof UnreadablePrototype) return badPrototype(error);
    throw error;
  }
}

function badPrototype(error: UnreadablePrototype): { readonly ok: false; readonly failure: Failure } {
  return fail('bad-prototype', error.message);
}

function parseFunction(cursor: TokenCursor, target: Target): Prototype {
  if (cursor.peek().kind === 'end') {
    cursor.reject('The prototype is empty; write one like int add(int a, int b).');
  }
  skipLinkage(cursor);
  rejectMissingResult(cursor);
  const specifiers = parseTypeSpecifiers(cursor, target, 'The result');
  const declared = parsePointers(cursor, specifiers);
  if (cursor.at('(')) cursor.rejectHere(`parentheses around a declarator: ${functionPointerHint}`);
  const name = parseFunctionName(cursor);
  const result = byValue(cursor, declared.type, `The result of ${name}`);
  const parameters = parseParameterList(cursor, { name, target });
  skipTail(cursor);
  return { name, result, parameters, variadic: false, records: [] };
}

function skipLinkage(cursor: TokenCursor): void {
  while (
    cursor.takeAny(['extern', 'static', 'inline', '__inline', '__inline__', '_Noreturn', '__extension__'])
  ) {
    if (cursor.peek().kind === 'text') cursor.next();
  }
}

function rejectMissingResult(cursor: TokenCursor): void {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  const isName =
    first.kind === 'name' && !typeKeywords.has(first.text) && !first.text.startsWith('__attribute');
  if (isName && second.text === '(') {
    cursor.reject(`The result type is missing: write it before ${first.text}, as in int ${first.text}(…).`);
  }
}

function parseFunctionName(cursor: TokenCursor): string {
  const token = cursor.peek();
  if (token.kind !== 'name') cursor.rejectHere('the name of the function is expected after the result type.');
  cursor.next();
  if (cursor.at('::') || cursor.at('<')) {
    cursor.reject(
      `The name ${token.text}${cursor.peek().text}… is a C++ name; give the mangled name of the symbol instead.`,
    );
  }
  if (!cursor.at('(')) {
    cursor.rejectHere(`"(" and the parameters are expected after ${token.text}.`);
  }
  return token.text;
}

function parsePointers(cursor: TokenCursor, specifiers: Specifiers): Specifiers {
  let type = specifiers.type;
  let isConst = specifiers.isConst;
  let depth = 0;
  while (cursor.take('*')) {
    depth += 1;
    if (depth > maximumPointerDepth) cursor.rejectHere(`more than ${maximumPointerDepth} "*" in one type.`);
    type = pointerTo(type, isConst);
    isConst = cursor.takeQualifiers().includes('const');
  }
  if (cursor.at('&') || cursor.at('&&')) {
    cursor.rejectHere('C++ references are not supported; write a pointer (*), which is passed the same way.');
  }
  return { type, isConst };
}

function parseParameterList(
  cursor: TokenCursor,
  context: { readonly name: string; readonly target: Target },
): readonly Parameter[] {
  cursor.expect('(', `"(" is expected after ${context.name}.`);
  if (cursor.take(')')) return [];
  if (cursor.peek().text === 'void' && cursor.peek(1).text === ')') {
    cursor.next();
    cursor.next();
    return [];
  }
  const parameters: Parameter[] = [];
  do {
    if (parameters.length === maximumParameters) {
      cursor.rejectHere(`more than ${maximumParameters} parameters are not supported.`);
    }
    parameters.push(parseParameter(cursor, context.target, parameters));
  } while (cursor.take(','));
  cursor.expect(')', '"," or ")" is expected after a parameter.');
  return parameters;
}

function parseParameter(cursor: TokenCursor, target: Target, before: readonly Parameter[]): Parameter {
  const place = `Parameter ${before.length + 1}`;
  if (cursor.at('...')) {
    cursor.reject(
      'Variadic functions (...) are not supported yet; write the parameters of one particular call only if you know that the platform passes them the same way.',
    );
  }
  if (cursor.at(')') || cursor.at(',')) cursor.rejectHere(`${place} is missing.`);
  const declared = parsePointers(cursor, parseTypeSpecifiers(cursor, target, place));
  if (cursor.at('(')) cursor.reject(`${place}: ${functionPointerHint}`);
  const name = cursor.peek().kind === 'name' ? cursor.next().text : null;
  if (cursor.at('(')) cursor.reject(`${place}: ${functionPointerHint}`);
  cursor.skipAttributes();
  const type = parseArraySuffix(cursor, declared, place);
  if (cursor.at('='))
    cursor.reject(`${place}: default values belong to C++; leave out "=" and what follows.`);
  if (type.kind === 'void')
    cursor.reject(`${place} has the type void; write a type, or (void) for no parameters.`);
  if (name !== null && before.some((parameter) => parameter.name === name)) {
    cursor.reject(`Two parameters are named ${name}.`);
  }
  return { name, type: byValue(cursor, type, name === null ? place : `${place} (${name})`) };
}

/** An array parameter is a pointer to its element (C17, 6.7.6.3 paragraph 7); of more dimensions it is still one address. */
function parseArraySuffix(cursor: TokenCursor, element: Specifiers, place: string): CType {
  let isArray = false;
  while (cursor.take('[')) {
    isArray = true;
    while (!cursor.take(']')) {
      if (cursor.peek().kind === 'end') cursor.reject(`${place}: "]" is missing.`);
      cursor.next();
    }
  }
  if (isArray && element.type.kind === 'void') cursor.reject(`${place} is an array of void.`);
  return isArray ? pointerTo(element.type, element.isConst) : element.type;
}

function byValue(cursor: TokenCursor, type: CType, place: string): CType {
  if (type.kind === 'opaque') {
    cursor.reject(
      `${place}: ${type.spelling} by value is not supported yet; only a pointer to it (${type.spelling} *) can be passed.`,
    );
  }
  return type;
}

function skipTail(cursor: TokenCursor): void {
  for (;;) {
    cursor.skipAttributes();
    if (cursor.takeAny(['noexcept', '__THROW', '__wur', 'const'])) continue;
    if (cursor.takeAny(['throw', '__asm__', 'asm', '__nonnull'])) {
      cursor.skipParentheses();
      continue;
    }
    if (!cursor.take(';')) break;
  }
  if (cursor.at('{')) cursor.rejectHere('only the prototype is wanted; leave out the body in braces.');
  if (cursor.at('->')) cursor.rejectHere('write the result type in front of the name.');
  if (cursor.peek().kind !== 'end') {
    cursor.rejectHere(`${JSON.stringify(cursor.peek().text)} is not expected after the prototype.`);
  }
}

import type { Parameter } from '../contract/prototype.ts';
import { type Derivation, decayed, derive, type QualifiedType } from './derivation.ts';
import { parseBounds } from './parse-bounds.ts';
import type { ParseContext } from './parse-context.ts';
import { isAtName, parseDeclaredName, parseTypeName } from './parse-name.ts';
import { isTypeWord, parseTypeSpecifiers } from './parse-specifiers.ts';
import { typeOfTypedef } from './scalar-types.ts';
import type { TokenCursor } from './token-cursor.ts';

/** A declared name, if any, and the steps from the type in front of it to its own. */
export interface Declarator {
  readonly name: string | null;
  readonly steps: readonly Derivation[];
}

/** How deep in declarators and parameter lists the parser is, and whose parameters it reads. */
export interface Depth {
  readonly nesting: number;
  readonly place: string | null;
}

// The call library takes no more.
const maximumParameters = 64;
// Nobody reads what is nested deeper.
const maximumNesting = 32;

/** Reads pointers, a name that may be missing or in parentheses, and what follows it (C17, 6.7.6 and 6.7.7). */
export function parseDeclarator(cursor: TokenCursor, context: ParseContext, depth: Depth): Declarator {
  if (depth.nesting > maximumNesting) {
    cursor.rejectHere(`more than ${maximumNesting} declarators in each other.`);
  }
  const pointers = parsePointers(cursor, context);
  cursor.skipAttributes();
  const group = parseGroup(cursor, context, depth);
  const name = group ? group.name : isAtName(cursor) ? parseDeclaredName(cursor) : null;
  const suffixes: Derivation[] = [];
  for (;;) {
    cursor.skipAttributes();
    if (cursor.at('[')) suffixes.unshift(parseBounds(cursor, depth.place ?? 'The result'));
    else if (cursor.at('(')) suffixes.unshift(parseFunctionSuffix(cursor, context, depth));
    else break;
  }
  return { name, steps: [...pointers, ...suffixes, ...(group?.steps ?? [])] };
}

function parsePointers(cursor: TokenCursor, context: ParseContext): readonly Derivation[] {
  const steps: Derivation[] = [];
  for (;;) {
    if (cursor.take('*')) {
      steps.push({ kind: 'pointer', isConst: cursor.takeQualifiers().includes('const') });
    } else if (cursor.at('&') || cursor.at('&&')) {
      steps.push({ kind: 'reference', mark: cursor.next().text === '&' ? '&' : '&&' });
      cursor.takeQualifiers();
    } else if (isMemberPointer(cursor)) {
      steps.push(parseMemberPointer(cursor, context));
    } else {
      return steps;
    }
  }
}

function parseMemberPointer(cursor: TokenCursor, context: ParseContext): Derivation {
  if (!context.demangled) {
    cursor.rejectHere('pointers to members (X::*) are not supported.');
  }
  const of = parseTypeName(cursor);
  cursor.take('::');
  cursor.take('*');
  cursor.takeQualifiers();
  return { kind: 'member', of };
}

function parseGroup(cursor: TokenCursor, context: ParseContext, depth: Depth): Declarator | null {
  if (!isGroup(cursor, context)) return null;
  cursor.next();
  const inner = parseDeclarator(cursor, context, { ...depth, nesting: depth.nesting + 1 });
  cursor.expect(')', '")" is expected after a declarator in parentheses.');
  return inner;
}

/** Tells `(*compare)` and `(name)` from a parameter list, which only types begin (C17, 6.7.6.3 paragraph 11). */
export function isGroup(cursor: TokenCursor, context: ParseContext): boolean {
  if (!cursor.at('(')) return false;
  const { kind, text } = cursor.peek(1);
  if (['*', '&', '&&', '[', '('].includes(text)) return cursor.peek(2).text !== 'anonymous';
  if (kind !== 'name') return false;
  if (text.startsWith('__attribute')) return true;
  if (isMemberPointerAhead(cursor)) return true;
  if (isTypeWord(text) || typeOfTypedef(text, context.target) || context.scope.find(text)) return false;
  return [')', '(', '['].includes(cursor.peek(2).text) && !context.demangled;
}

function isMemberPointerAhead(cursor: TokenCursor): boolean {
  return cursor.ahead(() => cursor.take('(') && isMemberPointer(cursor)) === true;
}

function isMemberPointer(cursor: TokenCursor): boolean {
  // Almost nothing that stands here is one, and to try costs an exception.
  if (!isAtName(cursor) || !['::', '<'].includes(cursor.peek(1).text)) return false;
  return (
    cursor.ahead(() => {
      parseTypeName(cursor);
      return cursor.take('::') && cursor.at('*');
    }) === true
  );
}

function parseFunctionSuffix(cursor: TokenCursor, context: ParseContext, depth: Depth): Derivation {
  const list = parseParameterList(cursor, context, depth);
  // Behind the prototype's own list the tail is read apart: a `const` there says that it is a method.
  if (depth.place !== null) while (cursor.takeQualifiers().length > 0 || cursor.take('noexcept'));
  return list;
}

function parseParameterList(cursor: TokenCursor, context: ParseContext, depth: Depth): Derivation {
  cursor.next();
  const parameters: Parameter[] = [];
  if (cursor.peek().text === 'void' && cursor.peek(1).text === ')') cursor.next();
  const isEmpty = cursor.take(')');
  let variadic = false;
  while (!isEmpty) {
    variadic = cursor.take('...');
    if (variadic) break;
    parameters.push(parseParameter(cursor, context, { ...depth, before: parameters }));
    if (!cursor.take(',')) break;
  }
  const wanted = variadic ? '")" is expected after "...".' : '"," or ")" is expected after a parameter.';
  if (!isEmpty) cursor.expect(')', wanted);
  return { kind: 'function', parameters, variadic };
}

function parseParameter(
  cursor: TokenCursor,
  context: ParseContext,
  { nesting, place: outer, before }: Depth & { readonly before: readonly Parameter[] },
): Parameter {
  const number = before.length + 1;
  const place = outer === null ? `Parameter ${number}` : `${outer}, its parameter ${number}`;
  if (number > maximumParameters) {
    cursor.rejectHere(`more than ${maximumParameters} parameters are not supported.`);
  }
  if (cursor.at(')') || cursor.at(',')) cursor.rejectHere(`${place} is missing.`);
  const base = parseTypeSpecifiers(cursor, context, place);
  const { name, steps } = parseDeclarator(cursor, context, { nesting: nesting + 1, place });
  const derived = derive(cursor, base, steps, place);
  rejectBadParameter(cursor, { name, derived, place, before });
  const type = decayed(derived);
  const isThis = name === 'this' && before.length === 0 && type.kind === 'pointer';
  return isThis ? { name, type, isThis } : { name, type };
}

function rejectBadParameter(
  cursor: TokenCursor,
  given: {
    readonly name: string | null;
    readonly derived: QualifiedType;
    readonly place: string;
    readonly before: readonly Parameter[];
  },
): void {
  const { name, place } = given;
  if (cursor.at('=')) {
    cursor.reject(`${place}: default values belong to C++; leave out "=" and what follows.`);
  }
  if (given.derived.type.kind === 'void') {
    cursor.reject(`${place} has the type void; write a type, or (void) for no parameters.`);
  }
  if (name === null) return;
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)) {
    cursor.reject(`${place}: ${name} is not a name for a parameter.`);
  }
  if (given.before.some((parameter) => parameter.name === name)) {
    cursor.reject(`Two parameters are named ${name}.`);
  }
}

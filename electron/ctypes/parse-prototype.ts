import type { Outcome } from '../contract/failure.ts';
import type { CType, Parameter, Prototype } from '../contract/prototype.ts';
import { derive } from './derivation.ts';
import type { ParseContext } from './parse-context.ts';
import { isGroup, parseDeclarator } from './parse-declarator.ts';
import { isAtName, parseDeclaredName } from './parse-name.ts';
import { isTypeWord, lookUpType, parseTypeSpecifiers } from './parse-specifiers.ts';
import { parseTail, skipLinkage, type Tail } from './parse-surroundings.ts';
import { type ParseOptions, parseText } from './parse-text.ts';
import { typeOfTypedef } from './scalar-types.ts';
import { bareName, splitScope } from './scoped-name.ts';
import type { TokenCursor } from './token-cursor.ts';
import { pointerTo } from './type-spelling.ts';
import { valueProblem } from './value-types.ts';

type FunctionType = Extract<CType, { readonly kind: 'function' }>;

/**
 * Reads one C function prototype, `int add(int a, int b)`, with or without `extern`, `extern "C"`, parameter names,
 * attributes and a semicolon; `()` means no parameters. C++ names and references are read too, and a method that ends in
 * `const` gets its `this`. Sizes are LP64; `options.scope` knows the structs, enums and typedefs of the library.
 * The failure `bad-prototype` says in one sentence where it stopped and what to write instead.
 */
export function parsePrototype(text: string, options: ParseOptions = {}): Outcome<Prototype> {
  return parseText(text, options, { read: parseFunction });
}

/** Reads the prototype that the tokens are; of the demangler's text also one with values whose layout is not known. */
export function parseFunction(cursor: TokenCursor, context: ParseContext): Prototype {
  if (cursor.peek().kind === 'end') {
    cursor.reject('The prototype is empty; write one like int add(int a, int b).');
  }
  skipLinkage(cursor);
  if (!context.demangled) rejectMissingResult(cursor, context);
  const base = parseTypeSpecifiers(cursor, context, 'The result');
  const { name, steps } = parseDeclarator(cursor, context, { nesting: 0, place: null });
  if (name === null) cursor.rejectHere('the name of the function is expected after the result type.');
  const { type } = derive(cursor, base, steps, 'The result');
  if (type.kind !== 'function' || steps.at(-1)?.kind !== 'function') rejectNoFunction(cursor, name, type);
  const tail = parseTail(cursor);
  const prototype: Prototype = {
    name,
    result: type.result,
    parameters: tail.isMethod ? withThis(cursor, context, { name, type, tail }) : type.parameters,
    variadic: type.variadic,
    records: context.records.records,
  };
  if (!context.demangled) rejectBadValues(cursor, prototype);
  return prototype;
}

/** `add(int a)`: what stands where the result type belongs is the name of the function. */
function rejectMissingResult(cursor: TokenCursor, context: ParseContext): void {
  const name = cursor.ahead(() => {
    if (!isAtName(cursor) || isTypeWord(cursor.peek().text)) return null;
    const found = parseDeclaredName(cursor);
    const isFollowedByList = cursor.at('(') && !['*', '&', '&&'].includes(cursor.peek(1).text);
    return isFollowedByList && !isKnownType(cursor, context, found) ? found : null;
  });
  if (name === null) return;
  const { scope, last } = splitScope(name);
  const isVoid =
    last.startsWith('~') || (scope !== null && bareName(splitScope(scope).last) === bareName(last));
  cursor.reject(
    `The result type is missing: write it before ${name}, as in ${isVoid ? 'void' : 'int'} ${name}(…).`,
  );
}

function isKnownType(cursor: TokenCursor, context: ParseContext, name: string): boolean {
  const isType = typeOfTypedef(name, context.target) !== null || context.scope.find(name) !== null;
  return isType && isGroup(cursor, context);
}

function rejectNoFunction(cursor: TokenCursor, name: string, type: CType): never {
  if (type.kind === 'pointer' && type.to.kind === 'function') {
    cursor.reject(
      `${name} is a pointer to a function and not a function; leave out the "*" before its name.`,
    );
  }
  return cursor.rejectHere(`"(" and the parameters are expected after ${name}.`);
}

/** A `const` behind the parameters says that there is an object, and the name says of which class. */
function withThis(
  cursor: TokenCursor,
  context: ParseContext,
  { name, type, tail }: { readonly name: string; readonly type: FunctionType; readonly tail: Tail },
): readonly Parameter[] {
  if (type.parameters[0]?.isThis) return type.parameters;
  const { scope } = splitScope(name);
  if (scope === null) {
    cursor.reject(
      `What stands behind the parameters makes ${name} a method: write its object as the first parameter, as in const T *this.`,
    );
  }
  const object = pointerTo(lookUpType(scope, context), tail.isConst);
  return [{ name: 'this', type: object, isThis: true }, ...type.parameters];
}

function rejectBadValues(cursor: TokenCursor, { name, result, parameters, records }: Prototype): void {
  const problems = [
    valueProblem(result, records, { place: 'The result', name }),
    ...parameters.map((parameter, index) =>
      valueProblem(parameter.type, records, { place: `Parameter ${index + 1}`, name: parameter.name }),
    ),
  ];
  for (const problem of problems) if (problem !== null) cursor.reject(problem);
}

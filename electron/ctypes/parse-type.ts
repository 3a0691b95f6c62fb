import type { Outcome } from '../contract/failure.ts';
import type { TypeWithRecords } from '../contract/prototype.ts';
import { derive } from './derivation.ts';
import type { ParseContext } from './parse-context.ts';
import { parseDeclarator } from './parse-declarator.ts';
import { parseTypeSpecifiers } from './parse-specifiers.ts';
import { type ParseOptions, parseText } from './parse-text.ts';
import type { TokenCursor } from './token-cursor.ts';
import { misspelledType } from './value-types.ts';

/**
 * Reads the name of a type: `struct point *`, `int (*)(int)`, `char[16]`, `const char *const *`. A struct or class that the
 * scope does not know is opaque; a bare unknown name that stands for a value is the failure `bad-prototype`.
 */
export function parseType(text: string, options: ParseOptions = {}): Outcome<TypeWithRecords> {
  return parseText(text, options, { read: parseWholeType });
}

function parseWholeType(cursor: TokenCursor, context: ParseContext): TypeWithRecords {
  const place = 'The type';
  if (cursor.peek().kind === 'end') cursor.reject('The type is empty; write one like struct point *.');
  const base = parseTypeSpecifiers(cursor, context, place);
  const { name, steps } = parseDeclarator(cursor, context, { nesting: 0, place });
  if (name !== null) cursor.reject(`A type alone has no name; leave out ${name}.`);
  if (cursor.peek().kind !== 'end') {
    cursor.rejectHere(`${JSON.stringify(cursor.peek().text)} is not expected after the type.`);
  }
  const { type } = derive(cursor, base, steps, place);
  const problem = misspelledType(type, { place, name: null });
  if (problem !== null) cursor.reject(problem);
  return { type, records: context.records.records };
}

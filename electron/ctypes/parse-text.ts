import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ParseContext } from './parse-context.ts';
import { RecordTable } from './record-table.ts';
import { type Target, x8664 } from './scalar-types.ts';
import { TokenCursor, UnreadablePrototype } from './token-cursor.ts';
import { tokenize } from './tokens.ts';
import { emptyScope, type TypeScope } from './type-scope.ts';

/** For which machine a text is read, x86-64 if not said, and where its type names are looked up. */
export interface ParseOptions {
  readonly target?: Target;
  readonly scope?: TypeScope;
}

/** What is parsed: how, and whether the demangler wrote it. */
export interface Parse<T> {
  readonly read: (cursor: TokenCursor, context: ParseContext) => T;
  readonly demangled?: boolean;
}

/** Runs one parse over the tokens of `text`; what it rejects becomes the failure `bad-prototype`. */
export function parseText<T>(text: string, options: ParseOptions, parse: Parse<T>): Outcome<T> {
  const demangled = parse.demangled === true;
  const tokens = tokenize(text, demangled);
  if (!tokens.ok) return tokens;
  const context: ParseContext = {
    target: options.target ?? x8664,
    scope: options.scope ?? emptyScope,
    records: new RecordTable(),
    demangled,
  };
  try {
    return succeed(parse.read(new TokenCursor(tokens.value), context));
  } catch (error) {
    if (error instanceof UnreadablePrototype) return fail('bad-prototype', error.message);
    throw error;
  }
}

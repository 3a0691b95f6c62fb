import type { TokenCursor } from './token-cursor.ts';

const linkageWords: readonly string[] = [
  ...['extern', 'static', 'inline', '__inline', '__inline__', '_Noreturn', '__extension__'],
  ...['virtual', 'explicit', 'constexpr', 'consteval', 'friend'],
];

/** Skips what stands before the result type and says nothing of the call. */
export function skipLinkage(cursor: TokenCursor): void {
  for (;;) {
    cursor.skipAttributes();
    if (!cursor.takeAny(linkageWords)) return;
    if (cursor.peek().kind === 'text') cursor.next();
  }
}

/** What stands behind the parameters of a method. */
export interface Tail {
  /** True for `const`, `volatile` and `&`, which only a method that is called on an object has. */
  readonly isMethod: boolean;
  readonly isConst: boolean;
}

/** Reads what stands behind the parameters, up to the end of the text. */
export function parseTail(cursor: TokenCursor): Tail {
  let isMethod = false;
  let isConst = false;
  for (;;) {
    const qualifiers = cursor.takeQualifiers();
    isConst ||= qualifiers.includes('const');
    isMethod ||= qualifiers.length > 0;
    if (cursor.takeAny(['&', '&&'])) isMethod = true;
    else if (!skipTailWord(cursor) && qualifiers.length === 0) break;
  }
  rejectRest(cursor);
  return { isMethod, isConst };
}

function skipTailWord(cursor: TokenCursor): boolean {
  if (cursor.takeAny(['override', 'final', '__THROW', '__wur', ';'])) return true;
  if (cursor.takeAny(['noexcept', 'throw', '__asm__', '__asm', 'asm', '__nonnull'])) {
    cursor.skipParentheses();
    return true;
  }
  return (
    cursor.at('=') &&
    ['0', 'default'].includes(cursor.peek(1).text) &&
    Boolean(cursor.next() && cursor.next())
  );
}

function rejectRest(cursor: TokenCursor): void {
  if (cursor.at('{')) cursor.rejectHere('only the prototype is wanted; leave out the body in braces.');
  if (cursor.at('->')) cursor.rejectHere('write the result type in front of the name.');
  if (cursor.peek().kind !== 'end') {
    cursor.rejectHere(`${JSON.stringify(cursor.peek().text)} is not expected after the prototype.`);
  }
}

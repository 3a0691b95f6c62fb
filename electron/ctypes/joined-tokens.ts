import type { Token } from './tokens.ts';

/**
 * A C++ name in one spelling, whatever blanks it was written with: `std::vector<int, std::allocator<int> >`, as the
 * demangler and GCC's debug information write it.
 */
export function joinTokens(tokens: readonly Token[]): string {
  let text = '';
  let angles = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before && isBlankBetween(before, token, angles > 0)) text += ' ';
    text += token.text;
    if (token.text === '<') angles += 1;
    if (token.text === '>') angles -= 1;
  }
  return text;
}

function isBlankBetween(before: Token, token: Token, isArgument: boolean): boolean {
  if (before.text === ',') return true;
  if (before.text === '>' && token.text === '>') return true;
  if (token.text === '(') return isArgument && before.kind === 'name';
  if (!isWord(token)) return false;
  // `(color)2` is a value of an enum.
  return isWord(before) || (token.kind === 'name' && ['*', '&', '&&', '>', ')'].includes(before.text));
}

function isWord(token: Token): boolean {
  return token.kind === 'name' || token.kind === 'number';
}

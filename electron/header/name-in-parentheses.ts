import type { ParameterSyntax } from './declaration-syntax.ts';

/**
 * `int (x)` is a parameter named x, and `int (size_t)` one that is a function: the grammar, which knows no type names,
 * takes both for functions.
 */
export function withNameInParentheses(
  syntax: ParameterSyntax,
  isTypeName: (word: string) => boolean,
): ParameterSyntax {
  const { declarator } = syntax;
  const [part, ...rest] = declarator.parts.toReversed();
  if (declarator.name !== null || part?.kind !== 'function' || part.variadic) return syntax;
  const [inner, second] = part.parameters;
  if (!inner || second || inner.declarator.parts.length > 0 || inner.declarator.name !== null) return syntax;
  const { base, isConst } = inner.specifiers;
  const [word, more] = base.kind === 'words' ? base.words : [];
  if (word === undefined || more !== undefined || isConst || isTypeName(word)) return syntax;
  return { ...syntax, declarator: { ...declarator, name: word, parts: rest.toReversed() } };
}

import { visibleText } from './visible-text.ts';

/**
 * The one of `wholes` that has all that is left of `shown`, which was cut in the middle or at the end; undefined for none,
 * or for several. It may say more: the version of a symbol, or that it is the table of a class.
 */
export function wholeName(shown: string, wholes: readonly string[]): string | undefined {
  const cut = shown.indexOf('…');
  if (cut === -1) return undefined;
  const [head, tail] = [shown.slice(0, cut), shown.slice(cut + 1)];
  const found = new Set(
    wholes.map(visibleText).filter((whole) => whole.length > shown.length && hasBoth(whole, head, tail)),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function hasBoth(whole: string, head: string, tail: string): boolean {
  const at = whole.indexOf(head);
  return at !== -1 && whole.includes(tail, at + head.length);
}

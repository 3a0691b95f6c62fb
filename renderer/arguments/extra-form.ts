/** Types that are passed to variadic functions most often. */
export const extraTypes = ['int', 'long', 'double', 'const char *', 'void *', 'size_t'] as const;

/** An extra argument of a variadic call: its type as written, and the text of a value of that type. */
export interface ExtraForm {
  readonly type: string;
  readonly text: string;
}

/** Reads `(const char *) text`; a text without a type in front has an empty one. */
export function readExtra(text: string): ExtraForm {
  const close = closingParenthesis(text);
  if (close === -1) return { type: '', text };
  const type = text.slice(text.indexOf('(') + 1, close).trim();
  // One blank belongs to the form; more would be part of a string.
  return { type, text: text.slice(close + 1).replace(/^ /, '') };
}

/** The argument as the language writes it. */
export function writeExtra({ type, text }: ExtraForm): string {
  return `(${type}) ${text}`;
}

function closingParenthesis(text: string): number {
  if (!text.trimStart().startsWith('(')) return -1;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')') depth -= 1;
    if (text[index] === ')' && depth === 0) return index;
  }
  return -1;
}

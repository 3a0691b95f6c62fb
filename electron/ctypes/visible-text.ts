const namedEscapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * What a reader would not see, or would see in the wrong order: controls, format characters (bidirectional marks,
 * joiners), line separators, surrogates, unassigned and private code points, letters without a shape, variation selectors.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{2800}\u{3164}\u{ffa0}]|\p{Variation_Selector}/gu;

/** The text in quotation marks, with C escapes for all that could not be seen; the escapes are those that arguments accept. */
export function quoteForDisplay(text: string): string {
  return `"${text.replace(/["\\]/g, (mark) => namedEscapes[mark] ?? mark).replace(unseen, escapeCharacter)}"`;
}

function escapeCharacter(character: string): string {
  const named = namedEscapes[character];
  if (named) return named;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

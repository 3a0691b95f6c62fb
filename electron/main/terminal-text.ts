/** Control, format (bidi, zero-width) and separator characters, lone surrogates, what has no public meaning: what would move a cursor or deceive an eye. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Text from a file, a loader or a library made safe for a terminal and a menu: one line, escaped, at most `limit` characters. */
export function visibleText(text: string, limit = 400): string {
  const escaped = text.slice(0, limit * 2).replace(unprintable, escapeCharacter);
  return escaped.length > limit || text.length > limit * 2 ? `${escaped.slice(0, limit)}…` : escaped;
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

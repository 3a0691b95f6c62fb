// Controls, formatting (bidi overrides among them), surrogates without a partner, separators, and everything that
// Unicode says may be shown as nothing: from a hostile file they could make one text look like another.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
const unseenInLines = new RegExp(`(?![\\n\\t])(?:${unseen.source})`, 'gu');

/** Text of a file on one line: what cannot be seen is written as `\u{…}`. */
export function visibleText(text: string): string {
  return text.replace(unseen, escapeCharacter);
}

/** The same for text of several lines (dlerror, captured output): line ends and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(unseenInLines, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const shownLength = 400;

/** Text of a file made visible and cut to what a line can show; the whole of it is for copying. */
export function clippedText(text: string, length: number = shownLength): string {
  const start = text.length > length ? `${text.slice(0, length)}…` : text;
  return visibleText(start);
}

const clipLength = 400;

const plain = /^[ -~]*$/;

// Controls, format characters (bidirectional marks, joiners), line separators, and what has no meaning in public.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** Text of a file as a line of a terminal may show it: nothing hidden, reordered or acted upon, and not endless. */
export function visible(text: string, limit = clipLength): string {
  if (text.length <= limit && plain.test(text)) return text;
  return clipped(text, limit).replace(unseen, codePoint);
}

/** Text of several lines on one, a mark where they end: `first ⏎ second`. */
export function visibleOnOneLine(text: string): string {
  const lines = clipped(text.replace(/\n$/, ''), clipLength).split('\n');
  return lines.map((line) => line.replace(unseen, codePoint)).join(' ⏎ ');
}

/** Text of several lines, such as dlerror's or a program's: line ends and tabs stay, other controls are shown. */
export function visibleLines(text: string): string {
  return text.replace(unseen, (character) =>
    character === '\n' || character === '\t' ? character : codePoint(character),
  );
}

function clipped(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

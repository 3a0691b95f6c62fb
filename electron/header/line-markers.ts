/** Where a line of preprocessed text comes from. */
export interface SourcePlace {
  /** As the preprocessor names it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** True for a header that the compiler found in a system folder, as seen from the one that was read. */
  readonly isSystem: boolean;
}

const markerPattern = /^[ \t]*#[ \t]*(?:line[ \t]+)?(\d{1,9})[ \t]+"((?:[^"\\]|\\.)*)"([ \t\d]*)\r?$/;

/** What a line marker says of the next line (GCC, Preprocessor Output), or null for any other line. */
export function readLineMarker(line: string): SourcePlace | null {
  const match = markerPattern.exec(line);
  if (!match) return null;
  const [, number = '1', quoted = '', flags = ''] = match;
  const file = quoted.replace(/\\([0-7]{3}|.)/g, (_whole, escaped: string) =>
    escaped.length === 3 ? String.fromCharCode(Number.parseInt(escaped, 8)) : escaped,
  );
  return { file, line: Number(number), isSystem: flags.split(/\s+/).includes('3') };
}

/** The place of `offset` in a text that begins at `start`; line markers inside the text count. */
export function placeWithin(text: string, offset: number, start: SourcePlace): SourcePlace {
  let place = start;
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', from)) {
    const line = text.slice(from, end);
    place = (line.includes('#') ? readLineMarker(line) : null) ?? { ...place, line: place.line + 1 };
    from = end + 1;
  }
  return place;
}

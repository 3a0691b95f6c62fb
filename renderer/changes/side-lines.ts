/** A line of one side; `differs` when the other side has no such line. */
export interface SideLine {
  readonly text: string;
  readonly differs: boolean;
}

/** The lines of a text, each marked when the other text does not have it. */
export function sideLines(text: string, other: string): readonly SideLine[] {
  const others = new Set(other.split('\n'));
  return text === '' ? [] : text.split('\n').map((line) => ({ text: line, differs: !others.has(line) }));
}

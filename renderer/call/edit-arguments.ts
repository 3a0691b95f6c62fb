/**
 * The texts of a draft after one field was edited. Fields before it get the text that they show, so that a default in
 * view is kept; texts beyond the fields in view stay for a prototype that has more parameters.
 */
export function withArgument(
  shown: readonly string[],
  kept: readonly string[],
  index: number,
  text: string,
): readonly string[] {
  const length = Math.max(kept.length, index + 1);
  return Array.from({ length }, (_, at) => (at === index ? text : (kept[at] ?? shown[at] ?? '')));
}

/** The texts with one more argument of a variadic call. */
export function withExtra(shown: readonly string[], text: string): readonly string[] {
  return [...shown, text];
}

/** The texts without the argument at `index`. */
export function withoutExtra(shown: readonly string[], index: number): readonly string[] {
  return shown.filter((_, at) => at !== index);
}

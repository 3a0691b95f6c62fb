/** A place in a file, for an editor. */
export interface EditedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number | null;
}

/**
 * The words of a command such as `code -g {file}:{line}`: cut at blanks, quotes hold words together, and no shell sees
 * them. The place is filled in afterwards, so that no file name can add a word; without `{file}` it comes last.
 */
export function editorArguments(command: string, { file, line, column }: EditedPlace): readonly string[] {
  const words = [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_quoted, double = '', single = '') => `${double}${single}`),
  );
  const values: Readonly<Record<string, string>> = {
    '{file}': file,
    '{line}': String(line),
    '{column}': String(column ?? 1),
  };
  const filled = words.map((word) =>
    word.replace(/\{(?:file|line|column)\}/g, (name) => values[name] ?? name),
  );
  return command.includes('{file}') ? filled : [...filled, file];
}

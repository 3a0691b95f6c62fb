export interface ReadLines<Content> {
  readonly content: Content;
  /** Whole lines that are not ours; a line cut off at the end of the file is not counted. */
  readonly damaged: number;
  /** True when writing the content again would make another file. */
  readonly untidy: boolean;
}

interface LineReader<Content> {
  readonly empty: () => Content;
  readonly take: (content: Content, line: string) => boolean;
  readonly lineCount: (content: Content) => number;
}

/** Other work goes on after so many characters or lines. */
const charactersAtOnce = 400_000;
const linesAtOnce = 100;

/** Reads the text of a file of lines, a few at a time, so that other work goes on meanwhile. */
export async function readLines<Content>(
  text: string,
  reader: LineReader<Content>,
): Promise<ReadLines<Content>> {
  const lines = text.split('\n');
  const cutLine = lines.pop() ?? '';
  const content = reader.empty();
  let damaged = 0;
  let done = { lines: 0, characters: 0 };
  for (const [index, line] of [...lines, cutLine].entries()) {
    if (line !== '' && !takes(reader, content, line) && index < lines.length) damaged += 1;
    done = { lines: done.lines + 1, characters: done.characters + line.length };
    if (done.lines < linesAtOnce && done.characters < charactersAtOnce) continue;
    await new Promise((resolve) => setImmediate(resolve));
    done = { lines: 0, characters: 0 };
  }
  const isLong = lines.length > reader.lineCount(content) * 2 + 100;
  return { content, damaged, untidy: cutLine !== '' || damaged > 0 || isLong };
}

function takes<Content>(reader: LineReader<Content>, content: Content, line: string): boolean {
  try {
    return reader.take(content, line);
  } catch {
    return false;
  }
}

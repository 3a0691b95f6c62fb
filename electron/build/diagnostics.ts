import type { BuildMark, BuildPlace, BuildSeverity } from '../contract/build-command.ts';

/** What one line of output was read as. */
export interface ReadLine {
  readonly mark: BuildMark | null;
  /** True for the line that begins an error or a warning; the lines that explain it, or sum several up, count nothing. */
  readonly counted: boolean;
}

const nothing: ReadLine = { mark: null, counted: false };

/** What no line that means something is without: nearly every line of an ordinary build ends here. */
const telling =
  /:\d|\*\*\*|error|warning|note: |ERROR|WARNING|undefined|multiple definition|FAILED|^CMake|ing directory/;

// `a.c:3:5: error: …` of gcc, clang, ghc, meson and most others; `a.c:3: undefined reference` is read further below.
const located =
  /^(?:\S{1,200}: )?([^\s:][^:]{0,1000}):(\d{1,9})(?::(\d{1,9}))?:\s{1,9}(fatal error|error|warning|note|remark|info|ERROR|WARNING)\b/;
// `cc1plus: error: …`, `ld.lld: error: …`, `ninja: error: …`, `g++: fatal error: …`
const unlocated = /^([\w./+-]{1,200}): (fatal error|error|warning|note): (.*)/;
// The driver and make sum up what was said before.
const summing =
  /^(collect2: error: ld returned|[\w./+-]{1,200}: error: linker command failed|cc1(?:plus)?: (?:all|some) warnings being treated as errors|error: aborting due to|error: could not compile|warning: .{1,200} generated \d+ warnings?|FAILED: )/;
// `error[E0308]: mismatched types`, and cargo's own `error: no such command`
const headline = /^(error|warning)(?:\[[\w:-]{1,60}\])?: /;
const arrow = /^\s{0,20}(?:-->|:::) ([^\s][^:]{0,1000}):(\d{1,9})(?::(\d{1,9}))?\s*$/;
const linkerSays = /\b(?:undefined reference to|multiple definition of|undefined symbol:)/;
const makeStopped = /^\S{0,100}make(?:\[\d+\])?: \*\*\* (?:\[([^:\]]{1,1000}):(\d{1,9}): )?/;
const makefileStopped = /^([^\s:][^:]{0,1000}):(\d{1,9}): \*\*\* /;
const cmakeSays =
  /^CMake (Error|Warning|Deprecation Warning)(?: \(dev\))?(?: at ([^\s:][^:]{0,1000}):(\d{1,9}))?/;
// A place in the middle of a text: a name with a dot or a slash, so that no time of day is one.
const anyPlace =
  /(?:^|[\s:('"`‘])(?!\/\/)((?:[\w.+@~-]*\/)*[\w+@~-][\w.+@~-]*\.[A-Za-z]\w{0,9}|(?:[\w.+@~-]*\/)+[\w.+@~-]+):(\d{1,9})(?::(\d{1,9}))?(?=[\s:,;)'"`’\]]|$)/;
const directory = /^[\w./+-]{1,200}(?:\[\d+\])?: (Entering|Leaving) directory [`'‘"](.{1,4000})['’"]$/;

/** Reads what compilers, linkers and build tools write, line after line; knows of the lines before only what it must. */
export class DiagnosticReader {
  #headline: BuildSeverity | null = null;
  readonly #directories: string[] = [];

  /** The folder that relative names are of, as make says; null before it said so. */
  get directory(): string | null {
    return this.#directories.at(-1) ?? null;
  }

  read(text: string): ReadLine {
    if (!telling.test(text)) return nothing;
    this.#follow(text);
    const read = readLine(text, this.#headline);
    const begins = read.counted && read.mark?.place === null;
    this.#headline = begins ? read.mark.severity : null;
    return read;
  }

  #follow(text: string): void {
    const moved = directory.exec(text);
    if (moved === null) return;
    if (moved[1] === 'Leaving') this.#directories.pop();
    // As deep as no build goes: a hostile output must not grow without bound.
    else if (this.#directories.length < 200) this.#directories.push(moved[2] ?? '');
  }
}

function readLine(text: string, before: BuildSeverity | null): ReadLine {
  if (summing.test(text)) return { mark: { severity: 'error', place: null }, counted: false };
  return (
    readLocated(text) ??
    readMake(text) ??
    readCMake(text) ??
    readUnlocated(text) ??
    readArrow(text, before) ??
    readLinker(text) ??
    readPlace(text)
  );
}

function readLocated(text: string): ReadLine | null {
  const found = located.exec(text);
  if (found === null) return null;
  const [, file = '', line = '', column, word = ''] = found;
  return said(severityOf(word), placeIn(text, [file, line, column]));
}

function readUnlocated(text: string): ReadLine | null {
  const found = headline.exec(text);
  if (found !== null) return said(severityOf(found[1] ?? ''), null);
  const tool = unlocated.exec(text);
  return tool === null ? null : said(severityOf(tool[2] ?? ''), placeInside(text));
}

function readArrow(text: string, before: BuildSeverity | null): ReadLine | null {
  const found = arrow.exec(text);
  if (found === null) return null;
  const [, file = '', line = '', column] = found;
  return { mark: { severity: before, place: placeIn(text, [file, line, column]) }, counted: false };
}

function readLinker(text: string): ReadLine | null {
  return linkerSays.test(text) ? said('error', placeInside(text)) : null;
}

function readMake(text: string): ReadLine | null {
  const makefile = makefileStopped.exec(text);
  if (makefile !== null)
    return said('error', placeIn(text, [makefile[1] ?? '', makefile[2] ?? '', undefined]));
  const found = makeStopped.exec(text);
  if (found === null) return null;
  const [, file, line] = found;
  if (file === undefined || line === undefined) {
    // `*** No rule to make target`: nothing was said before.
    const begins = text.includes('*** No ') || text.includes('*** missing');
    return { mark: { severity: 'error', place: null }, counted: begins };
  }
  // A recipe that failed: what it ran has said why, and steps from error to error lead there.
  return { mark: { severity: 'note', place: placeIn(text, [file, line, undefined]) }, counted: false };
}

function readCMake(text: string): ReadLine | null {
  const found = cmakeSays.exec(text);
  if (found === null) return null;
  const [, word, file, line] = found;
  const place = file !== undefined && line !== undefined ? placeIn(text, [file, line, undefined]) : null;
  return said(word === 'Error' ? 'error' : 'warning', place);
}

/** `In file included from a.h:3,`, `required from here`, `>>> referenced by a.cpp:4`: a place and no message. */
function readPlace(text: string): ReadLine {
  const place = placeInside(text);
  return place === null ? nothing : { mark: { severity: null, place }, counted: false };
}

function placeInside(text: string): BuildPlace | null {
  const found = anyPlace.exec(text);
  if (found === null) return null;
  const [, file = '', line = '', column] = found;
  return placeIn(text, [file, line, column]);
}

function said(severity: BuildSeverity, place: BuildPlace | null): ReadLine {
  return { mark: { severity, place }, counted: severity !== 'note' };
}

function severityOf(word: string): BuildSeverity {
  const small = word.toLowerCase();
  if (small.endsWith('error')) return 'error';
  return small === 'warning' ? 'warning' : 'note';
}

function placeIn(
  text: string,
  [file, line, column]: readonly [string, string, string | undefined],
): BuildPlace {
  const written = column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`;
  const start = text.indexOf(written);
  return {
    start,
    end: start + written.length,
    file,
    line: Number(line),
    column: column === undefined ? null : Number(column),
  };
}

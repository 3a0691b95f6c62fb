import { Minimatch } from 'minimatch';

/** Tells whether a file, named relative to the folder, is a source. Hidden files are none unless a pattern names the dot. */
export function sourceMatcher(patterns: readonly string[]): (file: string) => boolean {
  const globs = patterns.map(
    (pattern) => new Minimatch(pattern, { nocomment: true, nonegate: true, braceExpandMax: 200 }),
  );
  return (file) => globs.some((glob) => glob.match(file));
}

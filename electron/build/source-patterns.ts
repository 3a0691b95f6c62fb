import { Minimatch } from 'minimatch';

/** More patterns, and longer ones, than anybody types. */
export const patternsAtMost = 32;
export const patternLength = 200;

/** Tells whether a file, named relative to the folder, is a source. Hidden files are none unless a pattern names the dot. */
export function sourceMatcher(patterns: readonly string[]): (file: string) => boolean {
  const globs = patterns.map(
    (pattern) => new Minimatch(pattern, { nocomment: true, nonegate: true, braceExpandMax: 200 }),
  );
  return (file) => globs.some((glob) => glob.match(file));
}

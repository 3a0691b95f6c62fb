import type { KeptBuild } from '../../electron/contract/kept-builds.ts';

/** Every generation whose build is kept, newest first, with that build. */
export function keptGenerations(
  kept: readonly KeptBuild[],
): readonly { readonly number: number; readonly build: KeptBuild }[] {
  return kept
    .flatMap((build) => build.generations.map((number) => ({ number, build })))
    .sort((left, right) => right.number - left.number);
}

/** True while the builds of both generations are kept, so that they can be compared. */
export function isComparable(kept: readonly KeptBuild[], before: number, after: number): boolean {
  const has = (number: number) => kept.some(({ generations }) => generations.includes(number));
  return before !== after && has(before) && has(after);
}

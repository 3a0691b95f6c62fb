import path from 'node:path';
import type { ElfFacts } from '../contract/library-model.ts';

/** A needed library that is found through `$ORIGIN`, which in a private copy would mean another folder. */
export interface NeededFromOrigin {
  /** Where the original library finds it, absolute. */
  readonly original: string;
  /** Where the copy would look for it, relative to the copy's folder. */
  readonly relative: string;
}

const originToken = /\$(?:\{ORIGIN\}|ORIGIN(?![A-Za-z0-9_]))/g;

function hasOrigin(text: string): boolean {
  return text.search(originToken) !== -1;
}

/** Paths relative to the library's folder that `$ORIGIN/…` stands for; null when another token or a prefix stands there. */
function relativeToOrigin(text: string): string | null {
  const rest = text.replace(originToken, '.');
  return rest.startsWith('./') || rest === '.' ? path.normalize(rest) : null;
}

function candidatesOf(needed: string, folders: readonly string[]): string[] {
  // A name with a slash is a path and is not searched for (ld.so(8)).
  if (needed.includes('/')) {
    const relative = hasOrigin(needed) ? relativeToOrigin(needed) : null;
    return relative === null ? [] : [relative];
  }
  return folders.map((folder) => path.join(folder, needed));
}

/**
 * Finds the needed libraries that exist where `$ORIGIN` in RUNPATH, or in RPATH without RUNPATH, leads (ld.so(8)).
 * Relative run paths need no help: they mean the working directory, for the original and the copy alike.
 */
export async function findNeededFromOrigin(
  facts: Pick<ElfFacts, 'needed' | 'runpath' | 'rpath'>,
  folder: string,
  exists: (file: string) => Promise<boolean>,
): Promise<readonly NeededFromOrigin[]> {
  const folders = (facts.runpath ?? facts.rpath ?? '')
    .split(':')
    .filter(hasOrigin)
    .map(relativeToOrigin)
    .filter((relative) => relative !== null);
  const found: NeededFromOrigin[] = [];
  for (const needed of facts.needed) {
    for (const relative of candidatesOf(needed, folders)) {
      const original = path.resolve(folder, relative);
      if (!(await exists(original))) continue;
      found.push({ original, relative });
      break;
    }
  }
  return found;
}

/** How many folders deep a copy must lie so that every relative path stays inside the copy's own folder. */
export function depthFor(needed: readonly NeededFromOrigin[]): number {
  const upward = needed.map(({ relative }) => relative.split('/').filter((part) => part === '..').length);
  return Math.max(0, ...upward);
}

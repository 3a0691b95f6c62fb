import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** inotify gives a user some thousands of watches for all programs together. */
export const foldersAtMost = 1000;
const depthAtMost = 24;

const ignoredNames = new Set(['node_modules', 'CMakeFiles', '__pycache__']);
/** What tools put into the folders that they fill: CMake, ninja, meson, and cargo among others (bford.info/cachedir). */
const outputMarks = ['CMakeCache.txt', '.ninja_log', 'meson-info', 'CACHEDIR.TAG'];

/** The folders in which sources may lie, and the files in them, relative to the root. */
export interface SourceTree {
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** False when there were more folders than are looked at. */
  readonly whole: boolean;
}

/** Walks a folder for its sources. Hidden folders, links, and what build tools fill are left out. */
export async function walkSources(root: string, isSource: (file: string) => boolean): Promise<SourceTree> {
  const folders: string[] = [];
  const files: string[] = [];
  let level = [''];
  let whole = true;
  for (let depth = 0; level.length > 0 && depth < depthAtMost; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (folders.length >= foldersAtMost) {
        whole = false;
        break;
      }
      const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => null);
      if (entries === null) continue;
      const names = new Set(entries.map(({ name }) => name));
      if (folder !== '' && outputMarks.some((mark) => names.has(mark))) continue;
      folders.push(folder);
      for (const entry of entries) {
        const relative = path.join(folder, entry.name);
        if (entry.isDirectory() && mayHoldSources(entry.name)) next.push(relative);
        else if (isSource(relative)) files.push(relative);
      }
    }
    level = next;
  }
  return { folders, files, whole };
}

/** False for a folder that is not looked into, by its name alone. */
export function mayHoldSources(name: string): boolean {
  return !name.startsWith('.') && !ignoredNames.has(name);
}

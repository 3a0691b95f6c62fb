import type { LibraryState } from '../../electron/contract/session-state.ts';

type NamedLibrary = Pick<LibraryState, 'id' | 'name' | 'directory'>;

/** For each library whose name another one has as well, by id: the part of its folder that tells them apart. */
export function tabFolders(libraries: readonly NamedLibrary[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  for (const library of libraries) {
    const others = libraries.filter(({ id, name }) => id !== library.id && name === library.name);
    if (others.length > 0) folders.set(library.id, differingPart(library, others));
  }
  return folders;
}

/** `/home/ada/one/build` beside `/home/ada/two/build` → `one/…`: from where none of the others ends alike. */
function differingPart({ directory }: NamedLibrary, others: readonly NamedLibrary[]): string {
  const own = segmentsOf(directory);
  const alike = others.map((other) => commonEnd(own, segmentsOf(other.directory)));
  const first = own.length - 1 - Math.max(...alike);
  const end = own.length - Math.min(...alike);
  // All of a shorter folder can be the end of a longer one.
  if (first < 0) return directory;
  return `${own.slice(first, end).join('/')}${end < own.length ? '/…' : ''}`;
}

function segmentsOf(directory: string): readonly string[] {
  return directory.split('/').filter((segment) => segment !== '');
}

function commonEnd(left: readonly string[], right: readonly string[]): number {
  let count = 0;
  while (count < Math.min(left.length, right.length) && left.at(-1 - count) === right.at(-1 - count))
    count += 1;
  return count;
}

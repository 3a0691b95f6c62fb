import type { Outcome } from '../contract/failure.ts';
import type { LibrarySession } from '../session/library-session.ts';
import type { LibraryRegistry } from './library-registry.ts';

/** Makes the way to use the session of a library that the page names; one that is not open is a failure. */
export function usingSessions(registry: Pick<LibraryRegistry, 'find'>) {
  return async <T>(
    libraryId: string,
    use: (session: LibrarySession) => Outcome<T> | Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    const found = registry.find(libraryId);
    return found.ok ? use(found.value) : found;
  };
}

import { currentState, subscribe } from './store.ts';

/** Resolves once this library is not on its way into a process any more: loaded, refused or closed. */
export function whenLoaded(libraryId: string): Promise<void> {
  if (!isOnItsWay(libraryId)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = subscribe(() => {
      if (isOnItsWay(libraryId)) return;
      end();
      resolve();
    });
  });
}

function isOnItsWay(libraryId: string): boolean {
  const library = currentState().snapshot?.libraries.find(({ id }) => id === libraryId);
  if (library === undefined) return false;
  const { kind } = library.freshness;
  return kind === 'loading' || (kind === 'settling' && library.generation === null);
}

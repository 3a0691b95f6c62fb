import { currentState, subscribe } from './store.ts';

/** Resolves once a build of this library answers calls, or none is on its way any more: loaded, refused or closed. */
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
  // The build before answers while the next one is being loaded, however long its constructors take.
  if (library === undefined || library.generation !== null) return false;
  const { kind } = library.freshness;
  return kind === 'loading' || kind === 'settling';
}

import { createContext, useContext } from 'react';
import type { SavedValue } from '../../electron/contract/shown-value.ts';

/** What the editors of one call know of the library. */
export interface ArgumentScope {
  readonly libraryId: string;
  /** Newest last. */
  readonly saved: readonly SavedValue[];
}

const Scope = createContext<ArgumentScope>({ libraryId: '', saved: [] });

export const ArgumentScopeProvider = Scope.Provider;

/** The library that the arguments are for. */
export function useArgumentScope(): ArgumentScope {
  return useContext(Scope);
}

/** Names of the saved values that can still be used, newest last. */
export function liveNames(saved: readonly SavedValue[]): readonly string[] {
  return saved.filter(({ dead }) => dead === null).map(({ name }) => name);
}

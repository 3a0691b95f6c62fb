import { ask, updateSettings } from '../state/intents.ts';
import { pageApi } from '../state/page-api.ts';
import { currentState } from '../state/store.ts';

/** Builds the library, or shows where a build command is set up. */
export function buildLibrary(libraryId: string): void {
  const library = currentState().snapshot?.libraries.find(({ id }) => id === libraryId);
  if (library?.build?.settings == null) showBuildPanel();
  else if (library.build.run.kind !== 'running') void ask(pageApi.request['build:run']({ libraryId }));
}

export function cancelBuild(libraryId: string): void {
  void ask(pageApi.request['build:cancel']({ libraryId }));
}

export function showBuildPanel(): void {
  if (currentState().snapshot?.settings.dockTab !== 'build') updateSettings({ dockTab: 'build' });
}

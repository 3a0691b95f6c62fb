import { succeed } from '../contract/failure.ts';
import type { AskForTrust, BuildService } from './build-service.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { OpenPlace } from './open-place.ts';
import type { RequestHandlers } from './request-router.ts';
import { usingSessions } from './with-session.ts';

export interface BuildHandlerDependencies {
  readonly registry: Pick<LibraryRegistry, 'find'>;
  readonly builds: BuildService;
  readonly build: {
    readonly askForTrust: AskForTrust;
    /** Null when the dialog was cancelled. */
    readonly chooseFolder: (proposal: string) => Promise<string | null>;
    readonly openPlace: OpenPlace;
    /** Takes another command that opens files, once the user confirmed it. */
    readonly setEditor: (command: string) => Promise<boolean>;
  };
}

type BuildChannel = Extract<keyof RequestHandlers, `build:${string}`>;

/** What main does when the page asks about builds. */
export function buildHandlers({
  registry,
  builds,
  build,
}: BuildHandlerDependencies): Pick<RequestHandlers, BuildChannel> {
  const withSession = usingSessions(registry);

  return {
    'build:set-up': ({ libraryId, ...typed }) =>
      withSession(libraryId, (session) => builds.setUp(session, typed, build.askForTrust)),
    'build:remove': ({ libraryId }) => withSession(libraryId, (session) => builds.remove(session)),
    'build:choose-folder': ({ libraryId }) =>
      withSession(libraryId, async (session) => {
        const { build: shown, directory } = session.state();
        const now = shown?.settings?.folder ?? shown?.suggestion.folder ?? directory;
        const folder = await build.chooseFolder(now);
        if (folder === null) return succeed(false);
        const used = await builds.moveTo(session, folder);
        return used.ok ? succeed(true) : used;
      }),
    'build:run': ({ libraryId }) =>
      withSession(libraryId, (session) => builds.run(session, build.askForTrust)),
    'build:cancel': ({ libraryId }) => withSession(libraryId, (session) => builds.cancel(session)),
    'build:output': ({ libraryId }) => withSession(libraryId, (session) => builds.output(session)),
    'build:open-place': ({ libraryId, run, line }) =>
      withSession(libraryId, async (session) => {
        const named = builds.placeAt(session, run, line);
        return named.ok ? build.openPlace(named.value) : named;
      }),
    'build:set-editor': async ({ command }) => succeed(await build.setEditor(command)),
  };
}

import type { AppSnapshot, RecentFile } from '../contract/app-snapshot.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { type BuildHandlerDependencies, buildHandlers } from './build-handlers.ts';
import { type HistoryDependencies, historyHandlers } from './history-handlers.ts';
import { type KeepingDependencies, keepingHandlers } from './keeping-handlers.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { Opening } from './opening.ts';
import type { PagePushes } from './page-pushes.ts';
import type { Profile } from './profile.ts';
import { recentId } from './recent-files.ts';
import type { RequestHandlers } from './request-router.ts';
import { usingSessions } from './with-session.ts';
import { withoutRecent } from './workspace.ts';

export interface HandlerDependencies
  extends KeepingDependencies,
    HistoryDependencies,
    BuildHandlerDependencies {
  readonly registry: LibraryRegistry;
  readonly opening: Opening;
  readonly profile: Profile;
  readonly pushes: PagePushes;
  readonly snapshot: (recent: readonly RecentFile[]) => AppSnapshot;
  readonly recent: () => Promise<readonly RecentFile[]>;
  readonly onRecent: () => void;
  /** Called when the page listens. */
  readonly onReady: () => void;
  readonly chooseLibraries: () => Promise<readonly string[]>;
}

/** What main does for each request of the page. */
export function createHandlers(dependencies: HandlerDependencies): RequestHandlers {
  const { registry, opening, profile, pushes } = dependencies;

  const withSession = usingSessions(registry);
  const opened = async (paths: readonly string[]) => succeed(await opening.openPaths(paths));

  return {
    ...keepingHandlers(dependencies),
    ...historyHandlers(dependencies),
    ...buildHandlers(dependencies),
    'app:snapshot': async () => {
      const recent = await dependencies.recent();
      pushes.hold();
      return dependencies.snapshot(recent);
    },
    'app:ready': () => dependencies.onReady(),
    'library:open-dialog': async () => opened(await dependencies.chooseLibraries()),
    'library:open-dropped': (paths) => opened(paths),
    'library:open-recent': (input) => {
      const recent = profile.workspace.value.recent.find(({ path }) => recentId(path) === input.recentId);
      return recent ? opened([recent.path]) : fail('unknown-id', 'That file is not in the list any more.');
    },
    'library:open-sample': async () => succeed(await opening.openSample()),
    'library:close': ({ libraryId }) => registry.close(libraryId),
    'library:activate': ({ libraryId }) => registry.activate(libraryId),
    'library:reload': ({ libraryId }) => withSession(libraryId, (session) => session.reload('manual')),
    'library:go-back': ({ libraryId, generation }) =>
      withSession(libraryId, (session) => session.goBack(generation)),
    'library:open-beside': ({ libraryId, generation }) =>
      withSession(libraryId, (session) => session.openBeside(generation)),
    'library:close-beside': ({ libraryId }) => withSession(libraryId, (session) => session.closeBeside()),
    'library:release': ({ libraryId }) => withSession(libraryId, (session) => session.release()),
    'library:set-options': ({ libraryId, options }) =>
      withSession(libraryId, (session) => session.setOptions(options)),
    'library:symbols': ({ libraryId, table }) => withSession(libraryId, (session) => session.symbols(table)),
    'library:select-symbol': ({ libraryId, symbol }) =>
      withSession(libraryId, (session) => done(() => session.selectSymbol(symbol))),
    'library:save-draft': ({ libraryId, draft }) =>
      withSession(libraryId, (session) => done(() => session.saveDraft(draft))),
    'library:prototypes': ({ libraryId }) => withSession(libraryId, (session) => session.prototypes()),
    'library:compare': ({ libraryId, before, after }) =>
      withSession(libraryId, (session) => session.compare(before, after)),
    'call:describe': ({ libraryId, symbol, text }) =>
      withSession(libraryId, (session) => session.describe(symbol, text)),
    'call:run': ({ libraryId, input, measure }) =>
      withSession(libraryId, (session) => session.call(input, measure ? { measure } : {})),
    'call:run-both': ({ libraryId, input, measure }) =>
      withSession(libraryId, (session) => session.callBoth(input, measure ? { measure } : {})),
    'call:save-value': ({ libraryId, name, ...place }) =>
      withSession(libraryId, (session) => session.saveValue(place, name)),
    'call:forget-value': ({ libraryId, name }) =>
      withSession(libraryId, (session) => done(() => session.forgetValue(name))),
    'memory:view': ({ libraryId, address, as }) =>
      withSession(libraryId, (session) => session.view(BigInt(address), as)),
    'state:read': ({ libraryId }) => withSession(libraryId, (session) => session.variables()),
    'state:choose': ({ libraryId, choice }) =>
      withSession(libraryId, (session) => session.chooseState(choice)),
    'call:stop': ({ libraryId }) => withSession(libraryId, (session) => session.stop()),
    'call:pin': ({ libraryId, input }) => withSession(libraryId, (session) => session.pin(input)),
    'call:unpin': ({ libraryId, pinnedId }) => withSession(libraryId, (session) => session.unpin(pinnedId)),
    'call:run-pinned': ({ libraryId, pinnedId }) =>
      withSession(libraryId, (session) => session.runPinned(pinnedId)),
    'call:expect': ({ libraryId, pinnedId, expected }) =>
      withSession(libraryId, (session) => session.expect(pinnedId, expected)),
    'call:move-pinned': ({ libraryId, pinnedId, index }) =>
      withSession(libraryId, (session) => session.movePinned(pinnedId, index)),
    'call:clear-log': ({ libraryId }) =>
      withSession(libraryId, async (session) => {
        session.clearCalls();
        await profile.calls.clear(session.state().path);
        return done(() => pushes.push('call:log-cleared', { libraryId }));
      }),
    'recent:clear': () => {
      profile.workspace.set(withoutRecent(profile.workspace.value));
      return done(() => dependencies.onRecent());
    },
    'settings:update': (changes) => {
      profile.settings.set({ ...profile.settings.value, ...changes });
      return done(() => pushes.push('settings:changed', profile.settings.value));
    },
  };
}

/** Does what cannot fail. */
function done(work: () => void): Outcome<null> {
  work();
  return succeed(null);
}

import { randomUUID } from 'node:crypto';
import type { LibraryState } from '../contract/session-state.ts';
import { createLibrarySession } from '../session/create-session.ts';
import type { LibrarySession } from '../session/library-session.ts';
import type { SessionDependencies, SessionStart } from '../session/session-dependencies.ts';
import type { BuildService } from './build-service.ts';
import type { CallsService } from './calls-service.ts';
import type { ChosenFiles } from './chosen-files.ts';
import type { Ended } from './failure-notification.ts';
import { LibraryRegistry } from './library-registry.ts';
import type { PagePushes } from './page-pushes.ts';
import { isRemembered, keepCall, type Profile, rememberedStart } from './profile.ts';
import { restoredHistory } from './restored-history.ts';
import { sampleStart } from './sample-inputs.ts';
import type { TerminalLog } from './terminal-log.ts';
import { callLine, historyLine, libraryLine } from './terminal-report.ts';
import { withOpenLibraries } from './workspace.ts';

export interface LibrariesRequest {
  readonly profile: Profile;
  readonly pushes: PagePushes;
  readonly terminal: TerminalLog;
  /** What all sessions share. */
  readonly shared: Omit<
    SessionDependencies,
    'newId' | 'recordHistory' | 'amendHistory' | 'recordCall' | 'readFile'
  >;
  readonly named: CallsService;
  readonly builds: BuildService;
  readonly chosenFiles: ChosenFiles;
  /** The path of the sample, which opens with its inputs filled in. */
  readonly samplePath: string | null;
  readonly reportBug: (error: unknown, where: string) => void;
  readonly onActivated: (state: LibraryState | null) => void;
  /** Called when an attempt to reload ended. */
  readonly onEnded: (libraryId: string, ended: Ended) => void;
  /** Called when a tab was opened or closed. */
  readonly onTabs: () => void;
}

/** The open libraries, wired to the page, the terminal and the profile. */
export function createLibraries(request: LibrariesRequest): LibraryRegistry {
  const { profile, pushes, terminal, named, builds, reportBug } = request;
  const registry: LibraryRegistry = new LibraryRegistry({
    startOf: (id, path) => startOf(request, id, path),
    createSession: (start) => createSession(request, start),
    events: {
      changed: (state) => {
        pushes.push('library:changed', state);
        remember();
        keepPinned(state.id);
      },
      opened: (session) => {
        pushes.push('history:restored', restoredHistory(profile.history, session.state()));
        pushes.push('call:restored', { libraryId: session.id, records: session.calls() });
        request.onTabs();
        named.refresh(session).catch((error: unknown) => reportBug(error, 'reading the named calls'));
        builds.open(session).catch((error: unknown) => reportBug(error, 'looking for a build command'));
        openSession(session).catch((error: unknown) => reportBug(error, 'opening a library'));
      },
      closed: (libraryId) => {
        pushes.push('library:closed', { libraryId });
        named.forget(libraryId);
        builds.forget(libraryId).catch((error: unknown) => reportBug(error, 'ending a build'));
        request.onTabs();
        remember();
      },
      activated: (state) => {
        pushes.push('library:activated', { libraryId: state?.id ?? null });
        request.onActivated(state);
        remember();
      },
    },
  });

  function remember(): void {
    const active = registry.states().find((state) => state.id === registry.activeId);
    const { workspace } = profile;
    workspace.set(withOpenLibraries(workspace.value, registry.states(), active?.path ?? null));
  }

  function keepPinned(libraryId: string): void {
    const session = registry.find(libraryId);
    if (!session.ok) return;
    named.follow(session.value).catch((error: unknown) => reportBug(error, 'writing the pinned calls'));
  }

  async function openSession(session: LibrarySession): Promise<void> {
    await session.open();
    const line = libraryLine(session.state());
    if (line !== null) terminal.line(line);
  }

  return registry;
}

function startOf({ profile, samplePath }: LibrariesRequest, id: string, path: string): SessionStart {
  const start = rememberedStart(profile, id, path);
  return path === samplePath && !isRemembered(profile, path) ? { ...start, ...sampleStart } : start;
}

function createSession(request: LibrariesRequest, start: SessionStart): LibrarySession {
  const { profile, pushes, terminal, chosenFiles } = request;
  const name = start.path.slice(start.path.lastIndexOf('/') + 1);
  return createLibrarySession(start, {
    ...request.shared,
    newId: randomUUID,
    recordHistory: (entry) => {
      profile.history.record(entry);
      pushes.push('history:recorded', { libraryId: start.id, entry });
      terminal.line(historyLine(name, entry));
      request.onEnded(start.id, { kind: 'reload', name, entry });
    },
    amendHistory: (entry) => {
      if (profile.history.amend(entry)) pushes.push('history:amended', { libraryId: start.id, entry });
    },
    readFile: (file) => chosenFiles.read(start.path, file),
    recordCall: (record) => {
      keepCall(profile, start.path, record);
      pushes.push('call:recorded', { libraryId: start.id, record });
      terminal.line(callLine(name, record));
    },
  });
}

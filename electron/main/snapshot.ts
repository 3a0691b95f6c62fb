import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import { app, Notification } from 'electron';
import type { AppSnapshot, Guide, RecentFile } from '../contract/app-snapshot.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { Profile } from './profile.ts';
import { restoredHistory } from './restored-history.ts';

export interface SnapshotSources {
  readonly registry: LibraryRegistry;
  readonly profile: Profile;
  readonly recent: readonly RecentFile[];
  readonly guide: Guide | null;
  readonly libc: string;
}

/** Everything the page needs at its start, all of one moment. */
export function takeSnapshot({ registry, profile, recent, guide, libc }: SnapshotSources): AppSnapshot {
  const libraries = registry.states();
  const histories = libraries.map((library) => restoredHistory(profile.history, library));
  return {
    libraries,
    activeLibraryId: registry.activeId,
    history: Object.fromEntries(histories.map(({ libraryId, rows }) => [libraryId, rows])),
    olderEntries: Object.fromEntries(
      histories.map(({ libraryId, olderEntries }) => [libraryId, olderEntries]),
    ),
    lastLoaded: Object.fromEntries(histories.map(({ libraryId, lastLoaded }) => [libraryId, lastLoaded])),
    calls: Object.fromEntries(registry.sessions().map((session) => [session.id, session.calls()])),
    recent,
    settings: profile.settings.value,
    guide,
    homeDirectory: homedir(),
    versions: {
      app: app.getVersion(),
      electron: process.versions.electron ?? '',
      chromium: process.versions.chrome ?? '',
      node: process.versions.node,
      libc,
    },
    sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
    canNotify: Notification.isSupported(),
  };
}

/** Name and version of the C library, such as `glibc 2.36`; just `libc` when nobody tells. */
export async function libcVersion(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('getconf', ['GNU_LIBC_VERSION'], { timeout: 500 });
    return stdout.trim();
  } catch {
    return 'libc';
  }
}

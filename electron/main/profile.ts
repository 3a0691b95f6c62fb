import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../contract/app-snapshot.ts';
import type { CallRecord } from '../contract/call-record.ts';
import type { BuildChange } from '../contract/history-entry.ts';
import { noStateChoices } from '../contract/variables.ts';
import type { SessionStart } from '../session/session-dependencies.ts';
import { sweepUnfinishedWrites } from './atomic-write.ts';
import { noTrustedBuilds, type TrustedBuilds, trustedBuildsSchema } from './build-trust.ts';
import { CallLogStore } from './call-log-store.ts';
import { headerFile } from './header-files.ts';
import { HistoryStore } from './history-store.ts';
import { JsonFile } from './json-file.ts';
import type { Notify } from './notices.ts';
import { defaultSettings, settingsSchema } from './settings.ts';
import { type WindowPlace, windowPlaceSchema } from './window-bounds.ts';
import {
  beginWorkspace,
  boundWorkspace,
  defaultOptions,
  emptyWorkspace,
  type Workspace,
  workspaceSchema,
} from './workspace.ts';

/** Everything that is kept between two starts. */
export interface Profile {
  readonly history: HistoryStore;
  readonly calls: CallLogStore;
  /** Where the named calls lie of libraries for which no other file was chosen. */
  readonly namedFolder: string;
  readonly workspace: JsonFile<Workspace>;
  readonly settings: JsonFile<Settings>;
  readonly window: JsonFile<WindowPlace | null>;
  readonly trustedBuilds: JsonFile<TrustedBuilds>;
}

const delayMs = 400;

/** Reads the profile in `folder`; what cannot be read is a notice and begins anew. */
export async function openProfile(folder: string, notify: Notify): Promise<Profile> {
  // A folder that cannot be made shows as a notice when the first file in it cannot be written.
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
  await sweepUnfinishedWrites(folder);
  const at = (name: string) => path.join(folder, name);
  const [history, calls, workspace, settings, window, trustedBuilds] = await Promise.all([
    HistoryStore.open(at('history.jsonl'), notify),
    CallLogStore.open(at('calls.jsonl'), notify),
    JsonFile.open({
      path: at('workspace.json'),
      what: 'list of open libraries',
      schema: workspaceSchema,
      fallback: emptyWorkspace,
      bound: boundWorkspace,
      notify,
      delayMs,
    }),
    JsonFile.open({
      path: at('settings.json'),
      what: 'settings',
      schema: settingsSchema,
      fallback: defaultSettings,
      notify,
      delayMs,
    }),
    JsonFile.open<WindowPlace | null>({
      path: at('window.json'),
      what: 'place of the window',
      schema: windowPlaceSchema.nullable(),
      fallback: null,
      notify,
      delayMs,
    }),
    JsonFile.open({
      path: at('trusted-builds.json'),
      what: 'list of folders trusted for builds',
      schema: trustedBuildsSchema,
      fallback: noTrustedBuilds,
      notify,
      delayMs,
    }),
  ]);
  return { history, calls, namedFolder: at('named-calls'), workspace, settings, window, trustedBuilds };
}

/** Notes on disk that the program runs, so that the next start knows when this one ended badly. */
export async function beginProfile({ workspace }: Profile, notify: Notify): Promise<void> {
  const begun = beginWorkspace(workspace.value);
  workspace.set(begun.workspace);
  for (const libraryPath of begun.moved) {
    notify({
      code: 'fault',
      message:
        'dlscope ended unexpectedly while this library ran in the main process; it opens in a process of its own now.',
      path: libraryPath,
    });
  }
  await workspace.flush();
}

/** Notes that the program ends as it should, and writes all that is not written yet. */
export async function endProfile(profile: Profile): Promise<void> {
  profile.workspace.set({ ...profile.workspace.value, endedWell: true });
  await flushProfile(profile);
}

/** Writes all that is not written yet. */
async function flushProfile({ history, calls, ...files }: Profile): Promise<void> {
  const { workspace, settings, window, trustedBuilds } = files;
  const kept = [workspace, settings, window, trustedBuilds];
  await Promise.all([history.flush(), calls.flush(), ...kept.map((file) => file.flush())]);
}

/** Keeps a call for the next start, unless the user wants none on disk. */
export function keepCall({ calls, settings }: Profile, library: string, record: CallRecord): void {
  if (settings.value.recordCalls) calls.record(library, record);
}

/** How the session of a library begins: with what was kept of it, and a number that was never used. */
export function rememberedStart(
  { history, calls, workspace }: Profile,
  id: string,
  libraryPath: string,
): SessionStart {
  const memory = workspace.value.libraries.find((kept) => kept.path === libraryPath);
  return {
    id,
    path: libraryPath,
    nextGeneration: history.nextGeneration(libraryPath),
    options: memory?.options ?? defaultOptions,
    pinned: memory?.pinned ?? [],
    drafts: memory?.drafts ?? {},
    selectedSymbol: memory?.selectedSymbol ?? null,
    headers: (memory?.headers ?? []).map(headerFile),
    stateChoices: memory?.stateChoices ?? noStateChoices,
    calls: calls.recordsOf(libraryPath),
    crashedBuilds: history.crashedBuilds(libraryPath),
    lastBuild: lastBuild(history, libraryPath),
  };
}

/** The build that was loaded last, in the version of the file in which it was last seen. */
function lastBuild(history: HistoryStore, library: string): BuildChange | null {
  const { value } = history.newestFirst(library, { verdicts: ['loaded', 'unchanged'] }).next();
  return value?.after ?? null;
}

export function isRemembered({ workspace }: Profile, libraryPath: string): boolean {
  return workspace.value.libraries.some((kept) => kept.path === libraryPath);
}

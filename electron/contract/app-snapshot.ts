import type { CallRecord } from './call-record.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { HistoryRow } from './history-row.ts';
import type { LibraryState } from './session-state.ts';

/** Remembered choices that belong to the window, not to one library. */
export interface Settings {
  readonly guideDismissed: boolean;
  readonly demangle: boolean;
  readonly layout: Readonly<Record<string, readonly number[]>>;
  readonly dockTab: string;
  /** False keeps calls in memory alone: nothing of them is written to disk. */
  readonly recordCalls: boolean;
  /** The strip of marks above the reload history. */
  readonly historyTimeline: boolean;
  /** True to tell on the desktop when a reload or a build failed while the window is in the background. */
  readonly notifyFailures: boolean;
  /** What opens a file at a line, with `{file}`, `{line}` and `{column}`; empty for the desktop's choice. */
  readonly editorCommand: string;
}

/** A file opened before; the page names it by id and never by path. */
export interface RecentFile {
  readonly id: string;
  readonly path: string;
  readonly openedAtMs: number;
  readonly exists: boolean;
}

/** The article's story around the sample, shown until dismissed. */
export interface Guide {
  readonly libraryId: string;
  readonly sourcePath: string;
  /** The one line that builds the sample again. */
  readonly rebuildCommand: string;
}

/** The history of one library as a page begins with it; the members are those of the snapshot. */
export interface RestoredHistory {
  readonly libraryId: string;
  readonly rows: readonly HistoryRow[];
  readonly olderEntries: number;
  readonly lastLoaded: HistoryEntry | null;
}

/** Everything the page needs at its start; afterwards pushes keep it true. */
export interface AppSnapshot {
  readonly libraries: readonly LibraryState[];
  readonly activeLibraryId: string | null;
  /** Newest first, by library id. The newest ones: `olderEntries` are asked for in pages. */
  readonly history: Readonly<Record<string, readonly HistoryRow[]>>;
  /** How many entries are older than the rows of `history`, by library id. */
  readonly olderEntries: Readonly<Record<string, number>>;
  /** The newest entry that loaded a build, as a whole, by library id. */
  readonly lastLoaded: Readonly<Record<string, HistoryEntry | null>>;
  /** Newest first, by library id. */
  readonly calls: Readonly<Record<string, readonly CallRecord[]>>;
  readonly recent: readonly RecentFile[];
  readonly settings: Settings;
  readonly guide: Guide | null;
  /** Shortens folders under it to `~` in the window; left out when it is unknown. */
  readonly homeDirectory?: string;
  readonly versions: {
    readonly app: string;
    readonly electron: string;
    readonly chromium: string;
    readonly node: string;
    readonly libc: string;
  };
  /** False when the program runs without Chromium's sandbox (as root): the window says so. */
  readonly sandboxed: boolean;
  /** False where the desktop shows no notifications. */
  readonly canNotify: boolean;
}

import type { AppSnapshot } from '../../electron/contract/app-snapshot.ts';
import type { CallInput } from '../../electron/contract/call-record.ts';
import type { Failure } from '../../electron/contract/failure.ts';
import type { Verdict } from '../../electron/contract/history-entry.ts';
import type { HistoryRow } from '../../electron/contract/history-row.ts';
import type { PushChannel, Pushes } from '../../electron/contract/ipc.ts';
import type { SymbolTableName } from '../../electron/contract/library-model.ts';
import type { LibraryState } from '../../electron/contract/session-state.ts';

export const symbolColumnNames = [
  'name',
  'kind',
  'size',
  'address',
  'version',
  'binding',
  'visibility',
  'change',
] as const;

export type SymbolColumnName = (typeof symbolColumnNames)[number];

export interface SymbolSort {
  readonly column: SymbolColumnName;
  readonly descending: boolean;
}

/** How the user looks at one library; belongs to the page and is not kept across restarts. */
export interface LibraryView {
  readonly table: SymbolTableName;
  readonly filter: string;
  readonly sort: SymbolSort;
  /** The symbol chosen here; undefined until the user chose one, so that main's memory counts. */
  readonly symbol: string | null | undefined;
  /** Tells rows of one name apart. */
  readonly symbolVersion: string | null;
}

/** Which entries of the reload history are shown: those with every word, and one of the verdicts when there are any. */
export interface HistoryFilter {
  readonly text: string;
  readonly verdicts: readonly Verdict[];
}

export const allEntries: HistoryFilter = { text: '', verdicts: [] };

/** A message that belongs to no place in the window. */
export interface Notice {
  readonly id: number;
  readonly failure: Failure;
}

/** Something that was written for the user, and where. */
export interface FileWritten {
  /** One sentence. */
  readonly message: string;
  readonly path: string;
}

/** The page's dialogs, one at a time. */
export type DialogName = 'help' | 'clear-history' | 'clear-log' | 'clear-recent' | 'compare';

/** Two generations to be set side by side, the older one first. */
export interface GenerationPair {
  readonly before: number;
  readonly after: number;
}

/** An entry of the reload history that another part of the window asks to show. */
export interface WantedEntry {
  readonly libraryId: string;
  readonly entryId: string;
}

/** Everything the window shows: main's snapshot kept true by pushes, and what only the page knows. */
export interface PageState {
  readonly snapshot: AppSnapshot | null;
  readonly views: Readonly<Record<string, LibraryView>>;
  /** By library; they belong to the page, like views. */
  readonly historyFilters: Readonly<Record<string, HistoryFilter>>;
  /** Ids of the entries whose details are open, by library. */
  readonly openedEntries: Readonly<Record<string, ReadonlySet<string>>>;
  /** Until the history has shown it. */
  readonly wantedEntry: WantedEntry | null;
  /** Inputs as typed here, by library and symbol; they win over main's copy, which follows a moment later. */
  readonly drafts: Readonly<Record<string, Readonly<Record<string, CallInput>>>>;
  readonly notices: readonly Notice[];
  readonly lastNotice: number;
  /** Until dismissed, or until the next one. */
  readonly written: FileWritten | null;
  readonly dialog: DialogName | null;
  /** What the dialog `compare` was opened for. */
  readonly comparison: GenerationPair | null;
}

/** A page of older entries, and what is older than that. */
export interface HistoryPage {
  /** Id of the entry that `rows` follow. */
  readonly before: string;
  readonly rows: readonly HistoryRow[];
  readonly olderEntries: number;
}

/** A push as an action. */
export type PushAction = {
  [C in PushChannel]: { readonly type: C; readonly payload: Pushes[C] };
}[PushChannel];

/** What happens in the page itself. */
export type PageAction =
  | { readonly type: 'page:snapshot-arrived'; readonly snapshot: AppSnapshot }
  | { readonly type: 'page:library-chosen'; readonly libraryId: string }
  | { readonly type: 'page:view-changed'; readonly libraryId: string; readonly view: Partial<LibraryView> }
  | {
      readonly type: 'page:draft-edited';
      readonly libraryId: string;
      readonly key: string;
      readonly draft: CallInput;
    }
  | { readonly type: 'page:history-arrived'; readonly libraryId: string; readonly page: HistoryPage }
  | {
      readonly type: 'page:history-filtered';
      readonly libraryId: string;
      readonly filter: Partial<HistoryFilter>;
    }
  | {
      readonly type: 'page:entry-opened' | 'page:entry-toggled';
      readonly libraryId: string;
      readonly entryId: string;
    }
  | { readonly type: 'page:entry-wanted'; readonly libraryId: string; readonly entryId: string }
  | { readonly type: 'page:entry-shown' }
  | { readonly type: 'page:notice-raised'; readonly failure: Failure }
  | { readonly type: 'page:file-written'; readonly written: FileWritten | null }
  | { readonly type: 'page:notice-dismissed'; readonly id: number }
  | { readonly type: 'page:dialog-changed'; readonly dialog: DialogName | null }
  | { readonly type: 'page:comparison-wanted'; readonly pair: GenerationPair };

export type Action = PushAction | PageAction;

export const initialState: PageState = {
  snapshot: null,
  views: {},
  historyFilters: {},
  openedEntries: {},
  wantedEntry: null,
  drafts: {},
  notices: [],
  lastNotice: 0,
  written: null,
  dialog: null,
  comparison: null,
};

export const initialView: LibraryView = {
  table: 'exports',
  filter: '',
  sort: { column: 'name', descending: false },
  symbol: undefined,
  symbolVersion: null,
};

/** Draft key of the form without a chosen symbol. */
export const byNameKey = '';

/** How the user looks at this library. */
export function viewOf(state: PageState, libraryId: string): LibraryView {
  return state.views[libraryId] ?? initialView;
}

/** The library in front, or null. */
export function activeLibrary(state: PageState): LibraryState | null {
  const id = state.snapshot?.activeLibraryId;
  return state.snapshot?.libraries.find((library) => library.id === id) ?? null;
}

/** The symbol whose form is shown: chosen here, else remembered by main. */
export function selectedSymbol(state: PageState, library: LibraryState): string | null {
  const chosen = viewOf(state, library.id).symbol;
  return chosen === undefined ? library.selectedSymbol : chosen;
}

/** Which entries of the reload history are shown. */
export function historyFilterOf(state: PageState, libraryId: string): HistoryFilter {
  return state.historyFilters[libraryId] ?? allEntries;
}

const noEntries: ReadonlySet<string> = new Set();

/** Ids of the entries of the reload history whose details are open. */
export function openedEntriesOf(state: PageState, libraryId: string): ReadonlySet<string> {
  return state.openedEntries[libraryId] ?? noEntries;
}

import type { Failure } from '../../electron/contract/failure.ts';
import type { AppSnapshot, PushChannel, Pushes } from '../../electron/contract/ipc.ts';
import type { SymbolTableName } from '../../electron/contract/library-model.ts';
import type { CallInput, HistoryEntry, LibraryState } from '../../electron/contract/session-state.ts';

export const symbolColumnNames = [
  'name',
  'kind',
  'size',
  'address',
  'version',
  'binding',
  'visibility',
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

/** A message that belongs to no place in the window. */
export interface Notice {
  readonly id: number;
  readonly failure: Failure;
}

/** The page's dialogs, one at a time. */
export type DialogName = 'help' | 'clear-history' | 'clear-log' | 'clear-recent' | 'compare';

/** Two generations to be set side by side, the older one first. */
export interface GenerationPair {
  readonly before: number;
  readonly after: number;
}

/** Everything the window shows: main's snapshot kept true by pushes, and what only the page knows. */
export interface PageState {
  readonly snapshot: AppSnapshot | null;
  readonly views: Readonly<Record<string, LibraryView>>;
  /** Inputs as typed here, by library and symbol; they win over main's copy, which follows a moment later. */
  readonly drafts: Readonly<Record<string, Readonly<Record<string, CallInput>>>>;
  readonly notices: readonly Notice[];
  readonly lastNotice: number;
  readonly dialog: DialogName | null;
  /** What the dialog `compare` was opened for. */
  readonly comparison: GenerationPair | null;
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
  | { readonly type: 'page:notice-raised'; readonly failure: Failure }
  | { readonly type: 'page:notice-dismissed'; readonly id: number }
  | { readonly type: 'page:dialog-changed'; readonly dialog: DialogName | null }
  | { readonly type: 'page:comparison-wanted'; readonly pair: GenerationPair };

export type Action = PushAction | PageAction;

export const initialState: PageState = {
  snapshot: null,
  views: {},
  drafts: {},
  notices: [],
  lastNotice: 0,
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

/** The newest entry that loaded a build. */
export function lastLoaded(history: readonly HistoryEntry[]): HistoryEntry | null {
  return history.find((entry) => entry.verdict === 'loaded') ?? null;
}

import { z } from 'zod';
import type { AppSnapshot, Guide, RecentFile, RestoredHistory, Settings } from './app-snapshot.ts';
import type { ComparedBuilds } from './build-changes.ts';
import type { BuildOutput } from './build-command.ts';
import type { CallOnBoth } from './call-on-both.ts';
import type { CallRecord } from './call-record.ts';
import { longestExpected } from './check.ts';
import type { Failure, Outcome } from './failure.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { PinnedCall } from './kept-calls.ts';
import type { SymbolColumns } from './library-model.ts';
import type { PrototypeColumns, SymbolDescription } from './reader-protocol.ts';
import {
  address,
  callInput,
  callName,
  commandLine,
  itemId,
  libraryId,
  libraryOptions,
  measure,
  savedName,
  settings,
  stateChoice,
  symbolName,
  viewAs,
} from './request-inputs.ts';
import type { LibraryState } from './session-state.ts';
import type { ShownValue } from './shown-value.ts';
import type { StateView } from './state-view.ts';

export const historyFormats = ['json', 'csv'] as const;
export type HistoryFormat = (typeof historyFormats)[number];

/** What was written, and where; the path is for display. */
export interface HistoryExport {
  readonly path: string;
  readonly count: number;
}

function request<Output>() {
  return <Schema extends z.ZodType>(input: Schema) => ({ input, output: undefined as unknown as Output });
}

/**
 * Page → main: one schema for each request, the answer's type beside it. Answers are outcomes where failing is
 * expected. The page never sends a path: `library:open-dropped` takes paths from the preload, which got them from
 * dropped `File` objects.
 */
export const requests = {
  'app:snapshot': request<AppSnapshot>()(z.undefined()),
  'app:ready': request<void>()(z.undefined()),
  'library:open-dialog': request<Outcome<number>>()(z.undefined()),
  'library:open-dropped': request<Outcome<number>>()(
    z.array(z.string().startsWith('/').max(8192)).min(1).max(64),
  ),
  'library:open-recent': request<Outcome<number>>()(z.strictObject({ recentId: itemId })),
  'library:open-sample': request<Outcome<number>>()(z.undefined()),
  'library:close': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'library:activate': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'library:reload': request<Outcome<null>>()(z.strictObject({ libraryId })),
  /** Makes the build of an earlier generation current again. */
  'library:go-back': request<Outcome<null>>()(
    z.strictObject({ libraryId, generation: z.number().int().positive() }),
  ),
  /** Opens the build of an earlier generation in a process of its own, for calls on both. */
  'library:open-beside': request<Outcome<null>>()(
    z.strictObject({ libraryId, generation: z.number().int().positive() }),
  ),
  /** What differs between the builds of two generations whose copies are kept. */
  'library:compare': request<Outcome<ComparedBuilds>>()(
    z.strictObject({
      libraryId,
      before: z.number().int().positive(),
      after: z.number().int().positive(),
    }),
  ),
  'library:close-beside': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'library:release': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'library:set-options': request<Outcome<null>>()(z.strictObject({ libraryId, options: libraryOptions })),
  'library:symbols': request<Outcome<{ readonly symbolsVersion: number; readonly columns: SymbolColumns }>>()(
    z.strictObject({ libraryId, table: z.enum(['exports', 'imports']) }),
  ),
  'library:select-symbol': request<Outcome<null>>()(
    z.strictObject({ libraryId, symbol: symbolName.nullable() }),
  ),
  'library:save-draft': request<Outcome<null>>()(z.strictObject({ libraryId, draft: callInput })),
  /** Chooses headers in main's dialog; the answer is how many were added. */
  'library:add-header': request<Outcome<number>>()(z.strictObject({ libraryId })),
  'library:remove-header': request<Outcome<null>>()(z.strictObject({ libraryId, headerId: itemId })),
  /** The prototypes of all exports, row by row like their symbol table. */
  'library:prototypes': request<
    Outcome<{ readonly symbolsVersion: number; readonly columns: PrototypeColumns }>
  >()(z.strictObject({ libraryId })),
  /** How a symbol is called; `text` is the prototype as typed, or empty. */
  'call:describe': request<Outcome<SymbolDescription>>()(
    z.strictObject({ libraryId, symbol: symbolName, text: z.string().max(100_000) }),
  ),
  'call:run': request<Outcome<CallRecord>>()(
    z.strictObject({ libraryId, input: callInput, measure: measure.exactOptional() }),
  ),
  /** The same on the running build, and then on the one beside. */
  'call:run-both': request<Outcome<CallOnBoth>>()(
    z.strictObject({ libraryId, input: callInput, measure: measure.exactOptional() }),
  ),
  /** Names a value of a recorded call: `path` begins with `result`, or with the index of an `out` value; then indexes of children. */
  'call:save-value': request<Outcome<null>>()(
    z.strictObject({
      libraryId,
      recordId: itemId,
      from: z.union([z.literal('result'), z.number().int().nonnegative().max(10_000)]),
      path: z.array(z.number().int().nonnegative().max(20_000)).max(64),
      name: savedName,
    }),
  ),
  'call:forget-value': request<Outcome<null>>()(z.strictObject({ libraryId, name: savedName })),
  /** Chooses a file for a buffer in main's dialog; only files chosen so may stand in an argument. Null when nothing was chosen. */
  'call:choose-file': request<Outcome<{ readonly path: string; readonly size: number } | null>>()(
    z.strictObject({ libraryId }),
  ),
  /** Reads the memory of the runner as it is now. */
  'memory:view': request<Outcome<ShownValue>>()(z.strictObject({ libraryId, address, as: viewAs })),
  /** The variables of the running build with their values of this moment. */
  'state:read': request<Outcome<StateView>>()(z.strictObject({ libraryId })),
  'state:choose': request<Outcome<null>>()(z.strictObject({ libraryId, choice: stateChoice })),
  /** Gives a call a name, or a new input to the name; `before` is the name it had. */
  'named:save': request<Outcome<null>>()(
    z.strictObject({ libraryId, name: callName, input: callInput, before: callName.nullable() }),
  ),
  'named:remove': request<Outcome<null>>()(z.strictObject({ libraryId, name: callName })),
  /** Chooses in main's dialog where the named calls are kept; the answer is false when nothing was chosen. */
  'named:choose-file': request<Outcome<boolean>>()(z.strictObject({ libraryId })),
  /** Keeps a build command; its folder is the one that main suggests or that was chosen. The answer is whether the user trusts it. */
  'build:set-up': request<Outcome<boolean>>()(
    z.strictObject({
      libraryId,
      command: commandLine,
      patterns: z.array(z.string().trim().min(1).max(200)).min(1).max(32),
      onSave: z.boolean(),
    }),
  ),
  /** Forgets the build command and the trust in it. */
  'build:remove': request<Outcome<null>>()(z.strictObject({ libraryId })),
  /** Chooses the folder in main's dialog; the answer is false when nothing was chosen. */
  'build:choose-folder': request<Outcome<boolean>>()(z.strictObject({ libraryId })),
  /** Builds; main asks the user first where that is needed. The answer is whether a build was started. */
  'build:run': request<Outcome<boolean>>()(z.strictObject({ libraryId })),
  /** Resolves when nothing of the build is left. */
  'build:cancel': request<Outcome<null>>()(z.strictObject({ libraryId })),
  /** What is kept of the output of the last build; what comes later is pushed. */
  'build:output': request<Outcome<BuildOutput>>()(z.strictObject({ libraryId })),
  /** Opens the file that a line of the output names, in the user's editor. */
  'build:open-place': request<Outcome<null>>()(
    z.strictObject({
      libraryId,
      run: z.number().int().positive(),
      line: z.number().int().nonnegative(),
    }),
  ),
  /** What opens files; main asks the user first. Empty for the desktop's choice. The answer is whether it was taken. */
  'build:set-editor': request<Outcome<boolean>>()(
    z.strictObject({ command: z.union([z.literal(''), commandLine]) }),
  ),
  'call:stop': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'call:pin': request<Outcome<PinnedCall>>()(z.strictObject({ libraryId, input: callInput })),
  'call:unpin': request<Outcome<null>>()(z.strictObject({ libraryId, pinnedId: itemId })),
  'call:run-pinned': request<Outcome<null>>()(z.strictObject({ libraryId, pinnedId: itemId.nullable() })),
  /** What the result of a pinned call must be from now on; null for nothing. */
  'call:expect': request<Outcome<null>>()(
    z.strictObject({ libraryId, pinnedId: itemId, expected: z.string().max(longestExpected).nullable() }),
  ),
  /** Puts a pinned call at a place of the list, counted from 0. */
  'call:move-pinned': request<Outcome<null>>()(
    z.strictObject({ libraryId, pinnedId: itemId, index: z.number().int().nonnegative().max(1000) }),
  ),
  'call:clear-log': request<Outcome<null>>()(z.strictObject({ libraryId })),
  'history:clear': request<Outcome<null>>()(z.strictObject({ libraryId })),
  /** The next rows, older than the entry with the id `before`, in the form of `history-transfer.ts`. */
  'history:older': request<Outcome<{ readonly rowsText: string; readonly olderEntries: number }>>()(
    z.strictObject({ libraryId, before: itemId }),
  ),
  /** One entry as a whole. */
  'history:entry': request<Outcome<HistoryEntry>>()(z.strictObject({ libraryId, entryId: itemId })),
  /** Writes entries to a file chosen in main's dialog: those with these ids, or all. Null when nothing was chosen. */
  'history:export': request<Outcome<HistoryExport | null>>()(
    z.strictObject({
      libraryId,
      format: z.enum(historyFormats),
      entryIds: z.array(itemId).max(100_000).nullable(),
    }),
  ),
  'recent:clear': request<Outcome<null>>()(z.undefined()),
  'settings:update': request<Outcome<null>>()(settings),
} as const;

export type RequestChannel = keyof typeof requests;
export type RequestInput<C extends RequestChannel> = z.infer<(typeof requests)[C]['input']>;
export type RequestOutput<C extends RequestChannel> = (typeof requests)[C]['output'];

/** Main → page, past tense: each replaces or extends one part of the snapshot. */
export interface Pushes {
  readonly 'library:changed': LibraryState;
  readonly 'library:closed': { readonly libraryId: string };
  readonly 'library:activated': { readonly libraryId: string | null };
  readonly 'history:recorded': { readonly libraryId: string; readonly entry: HistoryEntry };
  /** More is known of an entry: this one takes its place. */
  readonly 'history:amended': { readonly libraryId: string; readonly entry: HistoryEntry };
  readonly 'history:cleared': { readonly libraryId: string };
  /** The newest entries of a library that was opened, as they were kept. */
  readonly 'history:restored': RestoredHistory;
  readonly 'call:recorded': { readonly libraryId: string; readonly record: CallRecord };
  /** The call log of a library that was opened, newest first, as it was kept. */
  readonly 'call:restored': { readonly libraryId: string; readonly records: readonly CallRecord[] };
  readonly 'call:log-cleared': { readonly libraryId: string };
  /** Further lines of the build that runs; lines before `first` that did not come are left out. */
  readonly 'build:printed': { readonly libraryId: string; readonly output: BuildOutput };
  readonly 'recent:changed': readonly RecentFile[];
  readonly 'settings:changed': Settings;
  /** The sample was opened, or closed, after the start. */
  readonly 'guide:changed': Guide | null;
  /** A menu item or key that main received on behalf of the page. */
  readonly 'command:invoked': { readonly command: PageCommand };
  /** Something the user must know that belongs to no single request (a file that could not be opened, …). */
  readonly 'app:noticed': { readonly failure: Failure };
}

export type PageCommand =
  | 'focus-filter'
  | 'call'
  | 'reload'
  | 'build'
  | 'next-error'
  | 'previous-error'
  | 'next-library'
  | 'previous-library'
  | 'close-library'
  | 'show-help';

export type PushChannel = keyof Pushes;

/** One of the pushes that a message to the page carries. */
export interface Push {
  readonly channel: PushChannel;
  readonly payload: unknown;
}

/** `window.dlscope`: frozen, one named function for each request, one subscription for pushes. */
export interface PageApi {
  readonly request: {
    readonly [C in Exclude<RequestChannel, 'library:open-dropped'>]: (
      ...input: RequestInput<C> extends undefined ? [] : [RequestInput<C>]
    ) => Promise<RequestOutput<C>>;
  };
  /** Opens dropped files; the preload turns each `File` into its path. */
  readonly openDropped: (files: readonly File[]) => Promise<RequestOutput<'library:open-dropped'>>;
  /** Calls the listener for every push of that channel; returns the function that ends it. */
  readonly subscribe: <C extends PushChannel>(
    channel: C,
    listener: (payload: Pushes[C]) => void,
  ) => () => void;
}

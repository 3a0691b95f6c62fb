import type { CallInput } from '../../electron/contract/call-record.ts';
import type { FailureCode, Outcome } from '../../electron/contract/failure.ts';
import type { LibraryOptions } from '../../electron/contract/generation.ts';
import type { RequestInput } from '../../electron/contract/ipc.ts';
import { pageApi } from './page-api.ts';
import { currentState, dispatch } from './store.ts';

/** What the user wants, sent to main; a refusal becomes a notice. */
export async function ask<Value>(answer: Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  const outcome = await answer;
  if (!outcome.ok) dispatch({ type: 'page:notice-raised', failure: outcome.failure });
  return outcome;
}

export function openLibrary(): void {
  void ask(pageApi.request['library:open-dialog']());
}

export function openSample(): void {
  void ask(pageApi.request['library:open-sample']());
}

export function openRecent(recentId: string): void {
  void ask(pageApi.request['library:open-recent']({ recentId }));
}

/** Shows the tab at once; main follows. */
export function activateLibrary(libraryId: string): void {
  if (currentState().snapshot?.activeLibraryId === libraryId) return;
  dispatch({ type: 'page:library-chosen', libraryId });
  void ask(pageApi.request['library:activate']({ libraryId }));
}

export function closeLibrary(libraryId: string): void {
  void ask(pageApi.request['library:close']({ libraryId }));
}

// What no attempt came of: the rest is told by the badge and the history, which a notice would cover.
const untold: readonly FailureCode[] = [
  'busy',
  'unknown-id',
  'invalid-request',
  'internal',
  'reader-unavailable',
  'runner-unavailable',
];

/** Loads the file as it is now; an attempt that fails is an entry of the history. */
export async function reloadLibrary(libraryId: string): Promise<void> {
  const outcome = await pageApi.request['library:reload']({ libraryId });
  if (!outcome.ok && untold.includes(outcome.failure.code)) {
    dispatch({ type: 'page:notice-raised', failure: outcome.failure });
  }
}

// The kept copy was no more, or there was nothing to do: no attempt came of it.
const untoldBack: readonly FailureCode[] = [...untold, 'runs-already', 'copy-failed', 'not-loaded'];

/** Makes an earlier build current again; what becomes of it is told like a reload. */
export async function goBack(libraryId: string, generation: number): Promise<void> {
  const outcome = await pageApi.request['library:go-back']({ libraryId, generation });
  if (!outcome.ok && untoldBack.includes(outcome.failure.code)) {
    dispatch({ type: 'page:notice-raised', failure: outcome.failure });
  }
}

export function openBeside(libraryId: string, generation: number): void {
  void ask(pageApi.request['library:open-beside']({ libraryId, generation }));
}

export function closeBeside(libraryId: string): void {
  void ask(pageApi.request['library:close-beside']({ libraryId }));
}

export function releaseLibrary(libraryId: string): void {
  void ask(pageApi.request['library:release']({ libraryId }));
}

export function setOptions(libraryId: string, options: Partial<LibraryOptions>): void {
  void ask(pageApi.request['library:set-options']({ libraryId, options }));
}

export function updateSettings(change: RequestInput<'settings:update'>): void {
  void ask(pageApi.request['settings:update'](change));
}

/** Makes this the symbol whose form is shown; `version` tells rows of one name apart. */
export function selectSymbol(libraryId: string, symbol: string | null, version: string | null = null): void {
  dispatch({ type: 'page:view-changed', libraryId, view: { symbol, symbolVersion: version } });
  void ask(pageApi.request['library:select-symbol']({ libraryId, symbol }));
}

/** Puts a recorded call back into the form. */
export function reopenCall(libraryId: string, input: CallInput): void {
  editDraft(libraryId, input.symbol, input);
  selectSymbol(libraryId, input.symbol);
}

/** Keeps what was typed; main gets it a moment later. */
export function editDraft(libraryId: string, key: string, draft: CallInput): void {
  dispatch({ type: 'page:draft-edited', libraryId, key, draft });
  if (draft.symbol !== '') scheduleSave(libraryId, draft);
}

const saveDelayMs = 400;
const waiting = new Map<string, { readonly timer: number; readonly save: () => void }>();

function scheduleSave(libraryId: string, draft: CallInput): void {
  const key = `${libraryId} ${draft.symbol}`;
  const earlier = waiting.get(key);
  if (earlier !== undefined) clearTimeout(earlier.timer);
  const save = () => {
    waiting.delete(key);
    void pageApi.request['library:save-draft']({ libraryId, draft: toSend(draft) });
  };
  waiting.set(key, { timer: window.setTimeout(save, saveDelayMs), save });
}

/** Sends every draft that still waits: at a switch, a call, and when the page goes away. */
export function flushDrafts(): void {
  for (const { timer, save } of [...waiting.values()]) {
    clearTimeout(timer);
    save();
  }
}

/** The same call as the contract's schema types it: with an array that may be changed. */
export function toSend(input: CallInput): RequestInput<'call:run'>['input'] {
  return { ...input, arguments: [...input.arguments] };
}

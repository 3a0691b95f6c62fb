import path from 'node:path';
import type { LibraryState } from '../contract/session-state.ts';
import { noStateChoices } from '../contract/variables.ts';
import type { SessionStart } from './session-dependencies.ts';

/** The state of a library before its file was looked at. */
export function initialState(start: SessionStart, nowMs: number): LibraryState {
  return {
    id: start.id,
    path: start.path,
    realPath: null,
    name: path.basename(start.path),
    directory: path.dirname(start.path),
    options: start.options,
    freshness: { kind: 'loading', sinceMs: nowMs },
    generation: null,
    fileFacts: null,
    needed: [],
    onDisk: null,
    symbolsVersion: 0,
    activity: null,
    pinned: start.pinned ?? [],
    drafts: start.drafts ?? {},
    selectedSymbol: start.selectedSymbol ?? null,
    headers: start.headers ?? [],
    saved: [],
    named: null,
    kept: [],
    wentBackTo: null,
    beside: null,
    build: null,
    stateChoices: start.stateChoices ?? noStateChoices,
    variableCount: null,
    watchMethod: 'off',
  };
}

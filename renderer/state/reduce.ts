import type { AppSnapshot } from '../../electron/contract/app-snapshot.ts';
import {
  type Action,
  allEntries,
  historyFilterOf,
  openedEntriesOf,
  type PageAction,
  type PageState,
  viewOf,
} from './page-state.ts';
import { withOlder } from './reduce-history.ts';
import { reducePush } from './reduce-push.ts';

const noticeLimit = 4;

/** The page's only way from one state to the next. */
export function reduce(state: PageState, action: Action): PageState {
  switch (action.type) {
    case 'page:snapshot-arrived':
    case 'page:library-chosen':
    case 'page:view-changed':
    case 'page:draft-edited':
    case 'page:history-arrived':
    case 'page:history-filtered':
    case 'page:entry-opened':
    case 'page:entry-toggled':
    case 'page:entry-wanted':
    case 'page:entry-shown':
    case 'page:notice-raised':
    case 'page:file-written':
    case 'page:notice-dismissed':
    case 'page:dialog-changed':
    case 'page:comparison-wanted':
      return reducePage(state, action);
    case 'app:noticed':
      return reducePage(state, { type: 'page:notice-raised', failure: action.payload.failure });
    default:
      return state.snapshot === null ? state : reduceSnapshot(state, reducePush(state.snapshot, action));
  }
}

function reduceSnapshot(state: PageState, snapshot: AppSnapshot): PageState {
  return snapshot === state.snapshot ? state : { ...state, snapshot };
}

function reducePage(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'page:snapshot-arrived':
      return { ...state, snapshot: action.snapshot };
    case 'page:library-chosen':
      return state.snapshot === null
        ? state
        : { ...state, snapshot: { ...state.snapshot, activeLibraryId: action.libraryId } };
    case 'page:view-changed': {
      const view = { ...viewOf(state, action.libraryId), ...action.view };
      return { ...state, views: { ...state.views, [action.libraryId]: view } };
    }
    case 'page:draft-edited': {
      const drafts = { ...state.drafts[action.libraryId], [action.key]: action.draft };
      return { ...state, drafts: { ...state.drafts, [action.libraryId]: drafts } };
    }
    case 'page:history-arrived':
      return state.snapshot === null
        ? state
        : reduceSnapshot(state, withOlder(state.snapshot, action.libraryId, action.page));
    case 'page:history-filtered': {
      const filter = { ...historyFilterOf(state, action.libraryId), ...action.filter };
      return { ...state, historyFilters: { ...state.historyFilters, [action.libraryId]: filter } };
    }
    case 'page:entry-opened':
    case 'page:entry-toggled': {
      const { libraryId, entryId } = action;
      const before = openedEntriesOf(state, libraryId);
      const closes = action.type === 'page:entry-toggled' && before.has(entryId);
      const opened = new Set(closes ? [...before].filter((id) => id !== entryId) : [...before, entryId]);
      return { ...state, openedEntries: { ...state.openedEntries, [libraryId]: opened } };
    }
    case 'page:entry-wanted': {
      const { libraryId, entryId } = action;
      // A filter could keep it out of view.
      const historyFilters = { ...state.historyFilters, [libraryId]: allEntries };
      return { ...state, historyFilters, wantedEntry: { libraryId, entryId } };
    }
    case 'page:entry-shown':
      return { ...state, wantedEntry: null };
    case 'page:notice-raised': {
      const id = state.lastNotice + 1;
      const notices = [...state.notices, { id, failure: action.failure }].slice(-noticeLimit);
      return { ...state, notices, lastNotice: id };
    }
    case 'page:file-written':
      return { ...state, written: action.written };
    case 'page:notice-dismissed':
      return { ...state, notices: state.notices.filter((notice) => notice.id !== action.id) };
    case 'page:dialog-changed':
      return { ...state, dialog: action.dialog };
    case 'page:comparison-wanted':
      return { ...state, dialog: 'compare', comparison: action.pair };
  }
}

import { withDraft } from './drafts.ts';
import type { LibrarySession } from './library-session.ts';
import type { SessionCore } from './session-core.ts';

/** The requests of a session that only keep what the user chose. */
export function userChoices(
  core: SessionCore,
): Pick<LibrarySession, 'saveDraft' | 'selectSymbol' | 'setHeaders' | 'setNamed' | 'setBuild'> {
  const { store } = core;
  return {
    saveDraft: (draft) => store.change({ drafts: withDraft(store.get().drafts, draft) }),
    selectSymbol: (selectedSymbol) => store.change({ selectedSymbol }),
    setHeaders: (headers) => store.change({ headers }),
    setNamed: (named) => store.change({ named }),
    setBuild: (build) => store.change({ build }),
  };
}

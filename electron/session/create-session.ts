import type { LibrarySession } from './library-session.ts';
import type { SessionDependencies, SessionStart } from './session-dependencies.ts';

/** Makes the session of one library; nothing happens before `open`. */
export function createLibrarySession(start: SessionStart, dependencies: SessionDependencies): LibrarySession {
  throw new Error(`not built yet: ${start.id} ${typeof dependencies}`);
}

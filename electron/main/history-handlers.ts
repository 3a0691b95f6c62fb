import { fail, succeed } from '../contract/failure.ts';
import type { HistoryRow } from '../contract/history-row.ts';
import { rowsAsText } from '../contract/history-transfer.ts';
import type { HistoryFormat } from '../contract/ipc.ts';
import { exportHistory } from './export-history.ts';
import type { HistoryStore } from './history-store.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { PagePushes } from './page-pushes.ts';
import type { Profile } from './profile.ts';
import type { RequestHandlers } from './request-router.ts';
import { usingSessions } from './with-session.ts';

export interface HistoryDependencies {
  readonly registry: Pick<LibraryRegistry, 'find'>;
  readonly profile: Pick<Profile, 'history'>;
  readonly pushes: Pick<PagePushes, 'push'>;
  /** Proposes a file; null when the dialog was cancelled. */
  readonly chooseExportFile: (proposal: string, format: HistoryFormat) => Promise<string | null>;
}

type HistoryChannel = 'history:clear' | 'history:older' | 'history:entry' | 'history:export';

/** One answer has so many rows; main reads a few of them at a time, so that other work goes on meanwhile. */
const rowsInAnswer = 1000;
const rowsAtOnce = 100;
/** In characters; rows with long names are fewer. */
const textInAnswer = 4_000_000;

/** What main does when the page looks at the reload history. */
export function historyHandlers(dependencies: HistoryDependencies): Pick<RequestHandlers, HistoryChannel> {
  const { registry, pushes, chooseExportFile } = dependencies;
  const { history } = dependencies.profile;

  const withSession = usingSessions(registry);

  return {
    'history:clear': ({ libraryId }) =>
      withSession(libraryId, async (session) => {
        await history.clear(session.state().path);
        pushes.push('history:cleared', { libraryId });
        return succeed(null);
      }),
    'history:older': ({ libraryId, before }) =>
      withSession(libraryId, async (session) =>
        succeed(await olderRows(history, session.state().path, before)),
      ),
    'history:entry': ({ libraryId, entryId }) =>
      withSession(libraryId, (session) => {
        const entry = history.entry(session.state().path, entryId);
        return entry === null ? fail('unknown-id', 'This entry is not kept any more.') : succeed(entry);
      }),
    'history:export': ({ libraryId, format, entryIds }) =>
      withSession(libraryId, async (session) => {
        const { directory, name, path: library } = session.state();
        const file = await chooseExportFile(`${directory}/${name}.history.${format}`, format);
        if (file === null) return succeed(null);
        return exportHistory({ history, library, format, entryIds, file });
      }),
  };
}

async function olderRows(history: HistoryStore, library: string, before: string) {
  const rows: HistoryRow[] = [];
  let olderEntries = 0;
  let characters = 0;
  do {
    const page = history.page(library, rows.at(-1)?.id ?? before, rowsAtOnce);
    rows.push(...page.rows);
    olderEntries = page.older;
    characters += page.rows.reduce((sum, { words }) => sum + words.length, 0);
    await new Promise((resolve) => setImmediate(resolve));
  } while (olderEntries > 0 && rows.length < rowsInAnswer && characters < textInAnswer);
  return { rowsText: rowsAsText(rows), olderEntries };
}

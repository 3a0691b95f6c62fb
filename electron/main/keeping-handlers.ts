import { fail, succeed } from '../contract/failure.ts';
import type { CallsService } from './calls-service.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { addHeaders, removeHeader } from './headers.ts';
import type { LibraryRegistry } from './library-registry.ts';
import type { RequestHandlers } from './request-router.ts';
import { usingSessions } from './with-session.ts';

export interface KeepingDependencies {
  readonly registry: Pick<LibraryRegistry, 'find'>;
  readonly named: CallsService;
  readonly chosenFiles: ChosenFiles;
  readonly choose: {
    readonly headers: () => Promise<readonly string[]>;
    /** Null when the dialog was cancelled, here and below. */
    readonly file: () => Promise<string | null>;
    /** Proposes the file that is used now. */
    readonly namedFile: (proposal: string) => Promise<string | null>;
  };
}

type KeepingChannel =
  | 'library:add-header'
  | 'library:remove-header'
  | 'call:choose-file'
  | 'named:save'
  | 'named:remove'
  | 'named:choose-file';

/** What main does when the user chooses headers and files, and names calls. */
export function keepingHandlers(dependencies: KeepingDependencies): Pick<RequestHandlers, KeepingChannel> {
  const { registry, named, chosenFiles, choose } = dependencies;

  const withSession = usingSessions(registry);

  return {
    'library:add-header': ({ libraryId }) =>
      withSession(libraryId, async (session) => addHeaders(session, await choose.headers())),
    'library:remove-header': ({ libraryId, headerId }) =>
      withSession(libraryId, (session) => removeHeader(session, headerId)),
    'call:choose-file': ({ libraryId }) =>
      withSession(libraryId, async (session) => {
        const file = await choose.file();
        return file === null ? succeed(null) : chosenFiles.choose(session.state().path, file);
      }),
    'named:save': ({ libraryId, name, input, before }) =>
      withSession(libraryId, (session) => named.save(session, [name, input, before])),
    'named:remove': ({ libraryId, name }) => withSession(libraryId, (session) => named.remove(session, name)),
    'named:choose-file': ({ libraryId }) =>
      withSession(libraryId, async (session) => {
        const { named: kept, directory, name } = session.state();
        const file = await choose.namedFile(kept?.chosen ? kept.file : `${directory}/${name}.calls.json`);
        if (file === null) return succeed(false);
        if (!registry.find(libraryId).ok) return fail('unknown-id', 'That library is not open any more.');
        const moved = await named.moveTo(session, file);
        return moved.ok ? succeed(true) : moved;
      }),
  };
}

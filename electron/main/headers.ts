import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { LibrarySession } from '../session/library-session.ts';
import { headerFile } from './header-files.ts';
import { headersKept } from './workspace.ts';

type HeaderSession = Pick<LibrarySession, 'state' | 'setHeaders'>;

/** Adds the headers at these absolute paths to a library, in order; the answer is how many it did not have. */
export function addHeaders(session: HeaderSession, files: readonly string[]): Outcome<number> {
  const { headers } = session.state();
  const added = new Map(files.map(path.normalize).map((file) => [file, headerFile(file)]));
  for (const { path: known } of headers) added.delete(known);
  if (headers.length + added.size > headersKept) {
    return fail('limit-reached', `A library has at most ${headersKept} headers; remove one first.`);
  }
  if (added.size > 0) session.setHeaders([...headers, ...added.values()]);
  return succeed(added.size);
}

/** Takes a header away from a library. */
export function removeHeader(session: HeaderSession, headerId: string): Outcome<null> {
  const { headers } = session.state();
  const kept = headers.filter(({ id }) => id !== headerId);
  if (kept.length === headers.length) return fail('unknown-id', 'The library does not have that header.');
  session.setHeaders(kept);
  return succeed(null);
}

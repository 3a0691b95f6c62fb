import { type Failure, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { ReaderClient } from '../contract/reader-protocol.ts';

export interface OpenableFile {
  /** As it was named, absolute. */
  readonly path: string;
  /** After following links: the same for every name of one file. */
  readonly realPath: string;
}

/** What cannot become a library by waiting: it is refused with one sentence and gets no tab. */
const refused: ReadonlySet<Failure['code']> = new Set([
  'file-missing',
  'not-a-regular-file',
  'permission-denied',
  'not-elf',
]);

/**
 * Looks at a file that somebody named to open it. A truncated library, one of another machine or an object file is
 * opened: its tab says what is the matter and waits for the next build.
 */
export async function examineToOpen(
  path: string,
  reader: ReaderClient,
  realpath: (path: string) => Promise<string>,
): Promise<Outcome<OpenableFile>> {
  const inspection = await reader.inspect({ path });
  if (!inspection.ok && refused.has(inspection.failure.code)) return inspection;
  try {
    return succeed({ path, realPath: await realpath(path) });
  } catch {
    return fail('file-missing', 'There is no such file.', { path });
  }
}

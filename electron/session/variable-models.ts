import type { ReaderClient } from '../contract/reader-protocol.ts';
import type { VariableList } from '../contract/variables.ts';
import type { CopyFolder } from './copy-store.ts';
import type { PreparedBuild } from './prepared-build.ts';

/** The writable variables of each build, read once: from its copy, for as long as that is there. */
export interface VariableModels {
  /** Null when the build cannot be read. */
  read(build: PreparedBuild, headers: readonly string[]): Promise<VariableList | null>;
  /** What was read by now; null before. */
  known(build: PreparedBuild): VariableList | null;
}

interface Entry {
  readonly headers: string;
  readonly reading: Promise<VariableList | null>;
  list: VariableList | null;
}

/** Makes an empty store of models; `originalPath` is where the library lies. */
export function createVariableModels(
  reader: Pick<ReaderClient, 'variables'>,
  originalPath: string,
): VariableModels {
  // A build changes its identity when its file is touched; its copy stays.
  const entries = new WeakMap<CopyFolder, Entry>();
  return {
    read: (build, headers) => {
      const wanted = headers.join('\n');
      const entry = entries.get(build.folder);
      if (entry?.headers === wanted) return entry.reading;
      const reading = reader
        .variables({ path: build.file, originalPath, headers })
        .then((read) => (read.ok ? read.value : null));
      const made: Entry = { headers: wanted, reading, list: entry?.list ?? null };
      entries.set(build.folder, made);
      void reading.then((list) => {
        made.list = list;
      });
      return reading;
    },
    known: (build) => entries.get(build.folder)?.list ?? null,
  };
}

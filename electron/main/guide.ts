import type { Guide } from '../contract/app-snapshot.ts';
import type { LibraryRegistry } from './library-registry.ts';
import { rebuildCommand, type SampleFiles } from './sample.ts';

/** The story around the sample while its tab is open. */
export function currentGuide(registry: LibraryRegistry, sample: SampleFiles | null): Guide | null {
  const session = sample && registry.findByPath(sample.library);
  if (!session) return null;
  return { libraryId: session.id, sourcePath: sample.source, rebuildCommand: rebuildCommand(sample) };
}

import path from 'node:path';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { takeNeededCopy } from './needed-copy.ts';
import type { NeededCopy } from './needed-libraries.ts';
import { layOut, type PreparedBuild } from './prepared-build.ts';
import type { SessionDependencies } from './session-dependencies.ts';

/**
 * Copies a kept build once more, with the needed libraries of its time; nothing is left behind on failure. Those that the
 * running generation has too, `running`, stay one and the same file with its.
 */
export async function copyAgain(
  kept: PreparedBuild,
  running: readonly NeededCopy[],
  { reader, copies }: Pick<SessionDependencies, 'reader' | 'copies'>,
): Promise<Outcome<PreparedBuild>> {
  const folder = await copies.create();
  if (!folder.ok) return folder;
  const file = path.join(folder.value.path, path.basename(kept.file));
  const taken = await reader.snapshot({ path: kept.file, destination: file, evenIfOpen: true });
  const built = taken.ok
    ? await withNeeded(
        { ...kept, folder: folder.value, file, snapshot: taken.value },
        { kept, running, reader },
      )
    : taken;
  const written = built.ok && built.value.snapshot.build.hash !== kept.snapshot.build.hash;
  if (!built.ok || written) await folder.value.remove();
  if (!written) return built;
  return fail('copy-failed', 'The kept copy is not what it was: something wrote to it.', { path: kept.file });
}

async function withNeeded(
  build: PreparedBuild,
  {
    kept,
    running,
    reader,
  }: { readonly kept: PreparedBuild; readonly running: readonly NeededCopy[] } & Pick<
    SessionDependencies,
    'reader'
  >,
): Promise<Outcome<PreparedBuild>> {
  const root = build.folder.path;
  const copies: NeededCopy[] = [];
  for (const needed of kept.needed.filter(({ name }) => name !== null)) {
    const same = running.find(
      ({ path: file, build: other }) => file === needed.path && other.hash === needed.build.hash,
    );
    const taken = await takeNeededCopy(reader, {
      path: needed.path,
      destination: path.join(root, needed.place),
      identity: needed.identity,
      evenIfOpen: true,
      before: [{ ...(same ?? needed), identity: needed.identity }],
    });
    // The disk may be full, and there may be room yet.
    if (taken !== 'passed-over' && !taken.ok && taken.failure.code === 'copy-failed') return taken;
    if (taken === 'passed-over' || !taken.ok || taken.value.build.hash !== needed.build.hash) {
      const message = `The kept copy of ${needed.path}, which belongs to the build, is not there any more.`;
      return fail('copy-failed', message, { path: needed.path });
    }
    copies.push({ ...needed, file: taken.value.file });
  }
  const place = path.relative(kept.folder.path, kept.file);
  try {
    return succeed({ ...build, ...(await layOut(build, place, { copies, links: kept.links })) });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('copy-failed', 'The build could not be laid out again.', { path: root, detail });
  }
}

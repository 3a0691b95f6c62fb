import { homedir } from 'node:os';
import path from 'node:path';
import { isBeingWritten } from '../watch/settling.ts';
import { sight } from '../watch/sighting.ts';
import { localityOf } from './locality.ts';
import { heed } from './look-at-build.ts';
import { takeNeededCopy } from './needed-copy.ts';
import type { NeededCopy } from './needed-libraries.ts';
import type { SessionCore } from './session-core.ts';

/**
 * Looks at what the process of the new generation really opened beside what was found before. What else lies in the
 * project belongs to the build from now on. Resolves with what there is to say about it.
 */
export async function noteOpenedObjects(core: SessionCore): Promise<string[]> {
  const { running } = core;
  if (running === null) return [];
  const { path: library } = core.start;
  const copies = `${path.dirname(running.build.folder.path)}/`;
  const outside = running.objects.filter((file) => file !== library && !file.startsWith(copies));
  if (outside.length === 0) return [];
  const isLocal = localityOf(library, homedir(), core.dependencies.files);
  const notes: string[] = [];
  for (const file of outside) {
    if (!(await isLocal(file))) continue;
    const known = running.build.needed.some((needed) => needed.path === file || needed.place === file);
    if (!known) await addToBuild(core, file);
    // Strict means the paths themselves.
    else if (running.generation.strategy !== 'strict') notes.push(inPlaceNote(file));
  }
  return notes;
}

function inPlaceNote(file: string): string {
  return `${file} was opened where it lies and not from a private copy: it has no SONAME by which the loader would know the copy. Whoever writes into it may crash a call.`;
}

async function addToBuild(core: SessionCore, file: string): Promise<void> {
  const { files, reader, clock } = core.dependencies;
  const seen = await sight(files, file);
  const running = core.running;
  if (seen.kind !== 'present' || running === null) return;
  const { build } = running;
  const taken = await takeNeededCopy(reader, {
    path: file,
    destination: path.join(build.folder.path, 'opened', file),
    identity: seen.identity,
    evenIfOpen: !isBeingWritten(seen.identity, clock.nowMs()),
    before: [],
  });
  if (taken === 'passed-over' || !taken.ok || core.running !== running) return;
  const copy: NeededCopy = { ...taken.value, path: file, place: file, viaOrigin: false, name: null };
  core.running = { ...running, build: { ...build, needed: [...build.needed, copy] } };
  if (core.handled !== null) {
    const sighting = { kind: 'present', identity: copy.identity } as const;
    core.handled = { ...core.handled, needed: new Map([...core.handled.needed, [file, sighting]]) };
  }
  heed(core, [...core.heeded, file]);
}

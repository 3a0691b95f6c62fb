import path from 'node:path';
import { type Failure, fail, type Outcome } from '../contract/failure.ts';
import type { ElfFacts } from '../contract/library-model.ts';
import type { NeededBuild } from '../contract/needed-build.ts';
import type { FileAccess } from '../watch/file-access.ts';
import { type Sighting, sight } from '../watch/sighting.ts';
import type { LoaderEnvironment } from './loader-environment.ts';
import { type Candidate, candidatesFor, type NeedingLibrary } from './loader-search.ts';
import type { Locality } from './locality.ts';
import { isFoundBySystem } from './system-search.ts';

/** A needed library of the build, with its private copy. */
export interface NeededCopy extends NeededBuild {
  /** As DT_NEEDED of the one that needs it has it; null for one that only the process told of. */
  readonly name: string | null;
  readonly facts: ElfFacts;
  /** The private copy. */
  readonly file: string;
  /** Where it lies below the folder of copies. */
  readonly place: string;
  /** True when the copy is found by itself, relative to the copy of the one that needs it. */
  readonly viaOrigin: boolean;
}

/** A name under which a library is found that lies elsewhere: not copied, or copied under another name. */
export interface NeededLink {
  readonly place: string;
  /** An absolute path, or the place of a copy. */
  readonly target: string;
  /** True for one outside the project, which is opened where it lies. */
  readonly foreign: boolean;
}

/** What was found of the libraries that a library needs. */
export interface NeededLibraries {
  readonly copies: readonly NeededCopy[];
  readonly links: readonly NeededLink[];
}

/** What a copy of a needed library came to; `passed-over` by the loader too, since it is for another machine. */
export type TakenCopy = Outcome<Pick<NeededCopy, 'identity' | 'build' | 'facts' | 'file'>> | 'passed-over';

export interface NeededRequest {
  readonly library: NeedingLibrary;
  /** Those of the generation that runs. */
  readonly before: readonly NeededCopy[];
  readonly environment: LoaderEnvironment;
  readonly files: FileAccess;
  readonly isLocal: Locality;
  /** Copies one as it is now to its place; `seen` is what was there. */
  readonly take: (found: Candidate, seen: Extract<Sighting, { kind: 'present' }>) => Promise<TakenCopy>;
  /** Called for each local path that decides what is found, whether something lies there or not. */
  readonly heed: (path: string, sighting: Sighting) => void;
}

/**
 * Finds what the loader would find for a library and for what it needs in turn, and copies what lies beside it or in its
 * project. A needed library that cannot be loaded, or that was there and is gone, is a failure that names it.
 */
export async function gatherNeeded(request: NeededRequest): Promise<Outcome<NeededLibraries>> {
  const gathering = new Gathering(request);
  const failure = await gathering.run();
  return failure === null ? { ok: true, value: gathering } : { ok: false, failure };
}

class Gathering implements NeededLibraries {
  readonly copies: NeededCopy[] = [];
  readonly links: NeededLink[] = [];
  readonly #request: NeededRequest;
  /** The loader gives the same object for the same name, and for its SONAME. */
  readonly #names: Set<string>;
  readonly #waiting: NeedingLibrary[];

  constructor(request: NeededRequest) {
    this.#request = request;
    const { library } = request;
    this.#waiting = [library];
    this.#names = new Set(library.facts.soname === null ? [] : [library.facts.soname]);
  }

  /** Breadth first, like the loader (ld.so(8)). */
  async run(): Promise<Failure | null> {
    for (let needing = this.#waiting.shift(); needing !== undefined; needing = this.#waiting.shift()) {
      for (const name of needing.facts.needed) {
        if (this.#names.has(name)) continue;
        this.#names.add(name);
        const failure = await this.#find(name, needing);
        if (failure !== null) return failure;
      }
    }
    return this.#addToldOf();
  }

  /** What the running generation opened and no search explains: by a constructor, or from the cache of the loader. */
  async #addToldOf(): Promise<Failure | null> {
    for (const { name, path: file } of this.#request.before) {
      if (name !== null || this.copies.some((copy) => copy.path === file)) continue;
      const seen = await sight(this.#request.files, file);
      this.#request.heed(file, seen);
      if (seen.kind !== 'present') continue;
      const found = { path: file, place: path.normalize(file), viaOrigin: false };
      const failure = await this.#add(found, seen, { name, needing: this.#request.library });
      if (failure !== null && failure !== 'passed-over') return failure;
    }
    return null;
  }

  async #find(name: string, needing: NeedingLibrary): Promise<Failure | null> {
    const { environment, files, isLocal, heed } = this.#request;
    for (const candidate of candidatesFor(name, needing, environment)) {
      const found = { ...candidate, path: await plainPath(candidate.path, files) };
      const seen = await sight(files, found.path);
      const local = await isLocal(found.path);
      if (local) heed(found.path, seen);
      // The loader passes over what it cannot open as well.
      if (seen.kind !== 'present') continue;
      const outcome = local ? await this.#add(found, seen, { name, needing }) : this.#link(found);
      if (outcome !== 'passed-over') return outcome;
    }
    return this.#failureOfGone(name, needing);
  }

  async #add(
    found: Candidate,
    seen: Extract<Sighting, { kind: 'present' }>,
    { name, needing }: { readonly name: string | null; readonly needing: NeedingLibrary },
  ): Promise<Failure | null | 'passed-over'> {
    const { dev, ino } = seen.identity;
    const same = this.copies.find(({ identity }) => identity.dev === dev && identity.ino === ino);
    if (same !== undefined) {
      this.links.push({ place: found.place, target: same.place, foreign: false });
      return null;
    }
    const taken = await this.#request.take(found, seen);
    if (taken === 'passed-over') return taken;
    if (!taken.ok) return { ...taken.failure, message: needs(needing, found.path, taken.failure.message) };
    this.copies.push({ ...found, ...taken.value, name });
    const { facts } = taken.value;
    if (facts.soname !== null) this.#names.add(facts.soname);
    this.#waiting.push({ ...found, facts, parent: needing });
    return null;
  }

  #link({ path: target, place, viaOrigin }: Candidate): null {
    if (viaOrigin) this.links.push({ place, target, foreign: true });
    return null;
  }

  /** One that belonged to the build and is gone is not looked for by a reload that would cost the old build its place. */
  async #failureOfGone(name: string, needing: NeedingLibrary): Promise<Failure | null> {
    const { before, files } = this.#request;
    const known = before.find((needed) => needed.name === name);
    if (known === undefined || (await sight(files, known.path)).kind === 'present') return null;
    if (await isFoundBySystem(name, files)) return null;
    const message = needs(needing, known.path, 'it is not there any more.');
    return fail('needed-missing', message, { path: known.path }).failure;
  }
}

function needs(needing: NeedingLibrary, file: string, what: string): string {
  return `${path.basename(needing.path)} needs ${file}: ${what}`;
}

/** Without `..`, which behind a link leads elsewhere than its text says. */
async function plainPath(file: string, files: Pick<FileAccess, 'realpath'>): Promise<string> {
  const plain = path.normalize(file);
  if (!file.includes('/../')) return plain;
  const real = (folder: string): Promise<string | null> => files.realpath(folder).catch(() => null);
  const [folder, asWritten] = await Promise.all([real(path.dirname(file)), real(path.dirname(plain))]);
  return folder === null || folder === asWritten ? plain : path.join(folder, path.basename(file));
}

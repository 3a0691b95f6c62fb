import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PreparedBuild } from '../../../../native-samples/build-library.ts';
import { NumberedBuilds } from '../../../../native-samples/numbered-builds.ts';

/** A folder with one library, and the builds that are put in its place one after the other. */
export class LibrarySite {
  readonly library: string;
  readonly #folder: string;
  readonly #builds: NumberedBuilds;
  #current: PreparedBuild | null = null;
  #number = 0;

  private constructor(folder: string, builds: NumberedBuilds) {
    this.library = path.join(folder, 'libx.so');
    this.#folder = folder;
    this.#builds = builds;
  }

  /** Makes the folder with build 1 in it. */
  static async create(): Promise<LibrarySite> {
    const folder = await mkdtemp(path.join(tmpdir(), 'dlscope-soak-'));
    const site = new LibrarySite(folder, await NumberedBuilds.create());
    await copyFile((await site.next()).library, site.library);
    return site;
  }

  /** What `int version()` of the newest build returns. */
  get answer(): string {
    return String(this.#number);
  }

  /** The newest build: the one that lies at `library` once it was put there. */
  get current(): PreparedBuild {
    if (this.#current === null) throw new Error('there is no build yet');
    return this.#current;
  }

  /** A build that was never there. It stays until the end: the library may be a link to it. */
  async next(): Promise<PreparedBuild> {
    this.#number += 1;
    this.#current = await this.#builds.make(this.#number);
    return this.#current;
  }

  async remove(): Promise<void> {
    await this.#builds.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkObject, type PreparedBuild, prepareBuild } from '../../native-samples/build-library.ts';

/** A small library in a folder of its own and two builds of it that take turns. */
export class TwoBuilds {
  readonly path: string;
  readonly #folder: string;
  readonly #builds: readonly PreparedBuild[];
  #turn = 0;

  private constructor(folder: string, builds: readonly PreparedBuild[]) {
    this.path = join(folder, 'libsum.so');
    this.#folder = folder;
    this.#builds = builds;
  }

  static async create(): Promise<TwoBuilds> {
    const sources = ['a + b', 'a * b'].map((sum) => `extern "C" int add(int a, int b) { return ${sum}; }`);
    const builds = await Promise.all(sources.map((source) => prepareBuild(source)));
    const two = new TwoBuilds(await mkdtemp(join(tmpdir(), 'dlscope-bench-')), builds);
    await (await two.ready()).rename();
    return two;
  }

  /** Lays the other build ready beside the library; `rename` puts it in place with one system call. */
  async ready(): Promise<{ readonly rename: () => Promise<void> }> {
    const staged = join(this.#folder, '..', `dlscope-bench-${process.pid}.so`);
    await copyFile(this.#next().library, staged);
    return { rename: () => rename(staged, this.path) };
  }

  /** Links the other build straight to the library's path with GNU ld. */
  relink(): Promise<void> {
    const { object, flags } = this.#next();
    return linkObject(object, this.path, flags);
  }

  async remove(): Promise<void> {
    await Promise.all(this.#builds.map((build) => build.remove()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #next(): PreparedBuild {
    this.#turn += 1;
    const build = this.#builds[this.#turn % this.#builds.length];
    if (build === undefined) throw new Error('there are no builds');
    return build;
  }
}

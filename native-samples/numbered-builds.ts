import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PreparedBuild, prepareBuild } from './build-library.ts';

// Any number that occurs nowhere else in an object file.
const marker = 0x5eedc0de;
const source = `extern "C" const volatile int number = ${marker}; extern "C" int version() { return number; }`;
// A build-id would be the same in all of them, or differ from that of one linked from its object.
const flags = ['-Wl,--build-id=none'];

/**
 * Any number of builds of one library, each as fast as a copy: they have the same size and the same symbols and differ
 * in four bytes, the number that `int version()` returns.
 */
export class NumberedBuilds {
  readonly #original: PreparedBuild;
  readonly #folder: string;

  private constructor(original: PreparedBuild, folder: string) {
    this.#original = original;
    this.#folder = folder;
  }

  static async create(): Promise<NumberedBuilds> {
    const folder = await mkdtemp(join(tmpdir(), 'dlscope-numbered-'));
    return new NumberedBuilds(await prepareBuild(source, flags), folder);
  }

  /** The build whose `version()` is the number; it lies there until it is removed, or all are. */
  async make(number: number): Promise<PreparedBuild> {
    const [library, object] = [join(this.#folder, `${number}.so`), join(this.#folder, `${number}.o`)];
    await Promise.all([
      writeNumbered(this.#original.library, library, number),
      writeNumbered(this.#original.object, object, number),
    ]);
    return {
      library,
      object,
      flags,
      remove: () =>
        Promise.all([library, object].map((file) => rm(file, { force: true }))).then(() => undefined),
    };
  }

  async remove(): Promise<void> {
    await this.#original.remove();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

async function writeNumbered(from: string, to: string, number: number): Promise<void> {
  const bytes = await readFile(from);
  const pattern = Buffer.alloc(4);
  pattern.writeInt32LE(marker);
  const at = bytes.indexOf(pattern);
  if (at < 0 || bytes.indexOf(pattern, at + 1) >= 0) throw new Error(`the number is not once in ${from}`);
  bytes.writeInt32LE(number, at);
  await writeFile(to, bytes, { mode: 0o755 });
}

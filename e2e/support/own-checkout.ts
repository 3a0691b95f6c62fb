import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { sampleSource } from '../../native-samples/samples.ts';
import { repository } from './inspector.ts';

/** The repository as one person has it, whose sample may be changed: the built program and a sample of its own. */
export class OwnCheckout {
  readonly folder: string;
  readonly source: string;
  readonly library: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.source = join(folder, 'native-samples/shared_sum.cpp');
    this.library = join(folder, 'native-samples/build/libctest.so');
  }

  /** Makes it in a new folder below `parent`, with the sample built as its source is delivered. */
  static async create(parent: string): Promise<OwnCheckout> {
    const checkout = new OwnCheckout(join(parent, 'dlscope'));
    await mkdir(join(checkout.folder, 'native-samples/build'), { recursive: true });
    await copyFile(join(repository, 'package.json'), join(checkout.folder, 'package.json'));
    await symlink(join(repository, 'dist'), join(checkout.folder, 'dist'));
    await copyFile(sampleSource('libctest'), checkout.source);
    await buildLibrary(await readFile(checkout.source, 'utf8'), checkout.library, ['-g', '-Wl,--build-id']);
    return checkout;
  }

  /** Changes the source as in an editor; throws when the text is not there. */
  async change(text: string, by: string): Promise<void> {
    const source = await readFile(this.source, 'utf8');
    if (!source.includes(text)) throw new Error(`${this.source} does not have: ${text}`);
    await writeFile(this.source, source.replace(text, by));
  }
}

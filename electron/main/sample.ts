import { access, copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BuildSettings } from '../contract/build-command.ts';

/** Where the sample's source and its library lie. */
export interface SampleFiles {
  readonly source: string;
  readonly library: string;
}

/** The files to open as the sample: in the repository as they are; else a copy in the profile that its user can edit and build. */
export async function prepareSample(
  delivered: SampleFiles,
  copyTo: string | null,
): Promise<SampleFiles | null> {
  try {
    if (copyTo === null) {
      await access(delivered.library);
      return delivered;
    }
    return await copyOnce(delivered, copyTo);
  } catch {
    // The samples were not built or not delivered: the window then starts empty and says how to open a library.
    return null;
  }
}

async function copyOnce(delivered: SampleFiles, folder: string): Promise<SampleFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const copy = {
    source: path.join(folder, path.basename(delivered.source)),
    library: path.join(folder, path.basename(delivered.library)),
  };
  for (const name of ['source', 'library'] as const) {
    const exists = await access(copy[name]).then(
      () => true,
      () => false,
    );
    if (!exists) await copyFile(delivered[name], copy[name]);
  }
  return copy;
}

/** The one line that builds the sample again, ready for a shell. */
export function rebuildCommand({ source, library }: SampleFiles): string {
  return `g++ -g -fPIC -shared ${quoteForShell(source)} -o ${quoteForShell(library)}`;
}

/** The sample as its user builds it: by button, since the guide tells of the moment of building. */
export function sampleBuild(sample: SampleFiles): BuildSettings {
  const folder = path.dirname(sample.source);
  const patterns = [path.basename(sample.source)];
  return { command: rebuildCommand(sample), folder, patterns, onSave: false };
}

function quoteForShell(text: string): string {
  return /^[\w./+@%:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { BuildPlace } from '../contract/build-command.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import { editorArguments } from './editor-command.ts';
import { systemText } from './notices.ts';

/** A place as the output of a build names it, and the folders that a relative name may be of, the likeliest first. */
export interface NamedPlace {
  readonly place: BuildPlace;
  readonly folders: readonly string[];
}

export type OpenPlace = (named: NamedPlace) => Promise<Outcome<null>>;

export interface OpenPlaceDependencies {
  /** The user's own command, or empty. */
  readonly editorCommand: () => string;
  /** Opens a file with what the desktop has for it; an empty text when that worked (Electron's `shell.openPath`). */
  readonly openPath: (file: string) => Promise<string>;
}

/** Opens the file of a place: in the user's editor at that line, or with what the desktop opens such files with. */
export async function openPlace(
  { place, folders }: NamedPlace,
  { editorCommand, openPath }: OpenPlaceDependencies,
): Promise<Outcome<null>> {
  const file = await findFile(place.file, folders);
  if (file === null)
    return fail('file-missing', 'The file that the output names is not there.', { path: place.file });
  const command = editorCommand();
  if (command !== '') return startEditor(editorArguments(command, { ...place, file: file.path }));
  if (file.mayRun) {
    return fail(
      'permission-denied',
      'The desktop might run this file instead of showing it. Name your editor under “Open with” in the panel “Build”.',
      { path: file.path },
    );
  }
  const problem = await openPath(file.path);
  return problem === ''
    ? succeed(null)
    : fail('read-failed', 'The desktop did not open the file.', { path: file.path, detail: problem });
}

async function findFile(
  name: string,
  folders: readonly string[],
): Promise<{ readonly path: string; readonly mayRun: boolean } | null> {
  for (const folder of folders) {
    const file = path.resolve(folder, name);
    const status = await stat(file).catch(() => null);
    if (status?.isFile()) {
      return { path: file, mayRun: (status.mode & 0o111) !== 0 || file.endsWith('.desktop') };
    }
  }
  return null;
}

/** The editor lives on without us. */
function startEditor(words: readonly string[]): Promise<Outcome<null>> {
  const [program = '', ...given] = words;
  return new Promise((resolve) => {
    const editor = spawn(program, given, { detached: true, stdio: 'ignore' });
    editor.once('spawn', () => {
      editor.unref();
      resolve(succeed(null));
    });
    editor.once('error', (error) => {
      resolve(
        fail('file-missing', `The editor could not be started: ${program}.`, { detail: systemText(error) }),
      );
    });
  });
}

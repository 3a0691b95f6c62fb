import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { blockBytesLimit } from '../contract/call-value.ts';
import { type FailureCode, fail, type Outcome, succeed } from '../contract/failure.ts';
import type { JsonFile } from './json-file.ts';
import { systemText } from './notices.ts';
import { filesKept, type Workspace, withMemory } from './workspace.ts';

/** A file for an argument, as the user chose it. */
export interface ChosenFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** The files whose content may stand in arguments: those that the user chose in a dialog, for each library. */
export class ChosenFiles {
  readonly #workspace: JsonFile<Workspace>;

  constructor(workspace: JsonFile<Workspace>) {
    this.#workspace = workspace;
  }

  /** Notes that the user chose a file for an argument; what cannot be read is refused. */
  choose(library: string, file: string): Outcome<ChosenFile> {
    const size = withFile(file, (_descriptor, bytes) => bytes);
    if (!size.ok) return size;
    const files = [file, ...this.#filesOf(library).filter((other) => other !== file)].slice(0, filesKept);
    this.#workspace.set(withMemory(this.#workspace.value, library, { files }));
    return succeed({ path: file, size: size.value });
  }

  isAllowed(library: string, file: string): boolean {
    return this.#filesOf(library).includes(file);
  }

  /** The whole content of a file that was chosen for this library. */
  read(library: string, file: string): Outcome<Uint8Array> {
    if (!this.isAllowed(library, file)) {
      return fail('permission-denied', 'Only a file that was chosen in the dialog is read for an argument.', {
        path: file,
      });
    }
    return withFile(file, readWhole);
  }

  #filesOf(library: string): readonly string[] {
    return this.#workspace.value.libraries.find(({ path }) => path === library)?.files ?? [];
  }
}

/** Opens without waiting, so that a pipe does not hang, and looks at what was opened and not at the name. */
function withFile<T>(file: string, use: (descriptor: number, bytes: number) => T): Outcome<T> {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const status = fstatSync(descriptor);
    if (!status.isFile()) return fail('not-a-regular-file', 'It is not a regular file.', { path: file });
    if (status.size > blockBytesLimit) {
      return fail('read-failed', `The file is larger than ${blockBytesLimit >> 20} MB.`, { path: file });
    }
    return succeed(use(descriptor, status.size));
  } catch (error) {
    return fail(codeOf(error), 'The file cannot be read.', { path: file, detail: systemText(error) });
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function readWhole(descriptor: number, bytes: number): Uint8Array {
  const content = new Uint8Array(bytes);
  let filled = 0;
  while (filled < bytes) {
    const count = readSync(descriptor, content, filled, bytes - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return content.subarray(0, filled);
}

function codeOf(error: unknown): FailureCode {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'file-missing';
  return code === 'EACCES' || code === 'EPERM' ? 'permission-denied' : 'read-failed';
}

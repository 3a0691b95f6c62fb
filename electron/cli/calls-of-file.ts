import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type CallsFileContent, readCallsFile } from '../checks/calls-file.ts';
import { callsFileLimits } from '../checks/calls-file-limits.ts';
import { fail, type Outcome, succeed } from '../contract/failure.ts';
import type { PinnedDefinition } from '../contract/kept-calls.ts';
import { readChosenFile } from '../processes/read-chosen-file.ts';

/** The pinned calls of a file, at least one, and where the library lies that it names. */
export interface CallsOfFile {
  readonly pinned: readonly PinnedDefinition[];
  /** Absolute. */
  readonly library: string;
  /** As the file names it. */
  readonly entry: string;
}

/** Reads the file of a library's calls; one that is not such a file, or has no pinned calls, is a wrong argument of the command. */
export function readPinnedCalls(file: string): Outcome<CallsOfFile> {
  const content = readContent(file);
  if (!content.ok) return fail('invalid-request', content.failure.message, { path: file });
  const { pinned, library } = content.value;
  if (pinned === null || pinned.length === 0) {
    const help = 'pin a call in the window and choose this file there, or write "pinned" by hand';
    return fail('invalid-request', `${file} has no pinned calls: ${help}.`, { path: file });
  }
  return succeed({ pinned, library: resolve(dirname(resolve(file)), library), entry: library });
}

function readContent(file: string): Outcome<CallsFileContent> {
  const bytes = readChosenFile(file);
  if (!bytes.ok) return bytes;
  if (bytes.value.length > callsFileLimits.bytes) return fail('read-failed', `${file} is too large.`);
  const content = readCallsFile(new TextDecoder().decode(bytes.value));
  return content.ok ? content : fail('read-failed', `${file}: ${content.failure.message}`);
}

/** The library that was named beside the file, else the one that the file names. */
export function libraryOf(file: string, calls: CallsOfFile, named: string | null): Outcome<string> {
  if (named !== null) return succeed(resolve(named));
  if (existsSync(calls.library)) return succeed(calls.library);
  return fail(
    'file-missing',
    `${file} names the library ${calls.entry}, which is not there (${calls.library}); name it with --library.`,
    { path: calls.library },
  );
}

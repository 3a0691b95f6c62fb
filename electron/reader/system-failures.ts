import { type Failure, type FailureCode, fail } from '../contract/failure.ts';

type Failed = { readonly ok: false; readonly failure: Failure };

/** What it means when open(2) refuses a file to be read. */
const openCodes: Readonly<Record<string, readonly [FailureCode, string]>> = {
  ENOENT: ['file-missing', 'The file does not exist.'],
  ENOTDIR: ['file-missing', 'The file does not exist: a part of its path is not a folder.'],
  EACCES: ['permission-denied', 'You may not read the file.'],
  EPERM: ['permission-denied', 'You may not read the file.'],
  ENXIO: ['not-a-regular-file', 'It is a socket or a device, not a regular file.'],
  ENODEV: ['not-a-regular-file', 'It is a device, not a regular file.'],
  ELOOP: ['read-failed', 'The symbolic links of the path lead in a circle.'],
  ENAMETOOLONG: ['read-failed', 'The path is too long.'],
  EMFILE: ['read-failed', 'Too many files are open.'],
  ENFILE: ['read-failed', 'Too many files are open on this machine.'],
  ERR_INVALID_ARG_VALUE: ['file-missing', 'No file can have a NUL in its path.'],
};

/** The failure for an error of opening; an error without a system code is a bug and is thrown on. */
export function openFailure(path: string, error: unknown): Failed {
  const code = systemCode(error);
  const [failureCode, message] = openCodes[code] ?? ['read-failed', `The file cannot be opened (${code}).`];
  return fail(failureCode, message, { path, detail: textOf(error) });
}

/** The failure for an error of reading; an error without a system code is a bug and is thrown on. */
export function readFailure(path: string, error: unknown): Failed {
  const code = systemCode(error);
  return fail('read-failed', `The file cannot be read (${code}).`, { path, detail: textOf(error) });
}

const copyMessages: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: no private copy of the library could be made.',
  EDQUOT: 'Your disk quota is used up: no private copy of the library could be made.',
  EEXIST: 'The place for the private copy is already taken.',
};

/** The failure for an error of writing a private copy; an error without a system code is a bug and is thrown on. */
export function copyFailure(destination: string, error: unknown): Failed {
  const code = systemCode(error);
  const message = copyMessages[code] ?? `No private copy of the library could be made (${code}).`;
  return fail('copy-failed', message, { path: destination, detail: textOf(error) });
}

/** Codes of the system are one word (`ENOENT`); Node's own (`ERR_…`) tell of wrong use, but for a NUL in a path. */
function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code === 'string' && (/^E[A-Z0-9]+$/.test(code) || code === 'ERR_INVALID_ARG_VALUE'))
    return code;
  throw error;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

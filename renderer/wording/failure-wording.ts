import type { Failure, FailureCode } from '../../electron/contract/failure.ts';
import type { FailureWords } from './failure-words.ts';
import { describeFault } from './fault-wording.ts';
import { explainLoaderText, explainMissingName } from './loader-wording.ts';

const wordsByCode: Readonly<Record<FailureCode, FailureWords>> = {
  'file-missing': { title: 'File not found', meaning: 'It was moved, renamed or deleted.' },
  'not-a-regular-file': {
    title: 'Not a file',
    meaning: 'Folders, devices and pipes cannot be opened. Choose a shared library (.so).',
  },
  'permission-denied': {
    title: 'No permission',
    meaning: 'Your user may not read this file. Check it with ls -l.',
  },
  'read-failed': { title: 'Reading failed', meaning: 'The system refused to hand out the content.' },
  'changed-while-reading': {
    title: 'File kept changing',
    meaning: 'Something was still writing. It is tried again when the file is quiet.',
  },
  'being-written': {
    title: 'File is being written',
    meaning: 'Another process has it open for writing. It is read when that process closes it.',
  },
  'not-elf': {
    title: 'Not a library',
    meaning:
      'Shared libraries on Linux begin with the bytes 7f 45 4c 46. A linker script named .so is plain text.',
  },
  'incomplete-file': {
    title: 'File is incomplete',
    meaning: 'Part of it is missing, so loading it would crash. A linker may still be writing.',
  },
  'needed-missing': {
    title: 'A needed library is missing',
    meaning: 'It belonged to the build. The library is loaded again when it is back.',
  },
  'not-a-shared-library': {
    title: 'Not a shared library',
    meaning: 'An object file, an archive or a program. Link it with -shared.',
  },
  'wrong-machine': {
    title: 'Built for another machine',
    meaning: 'It can be looked at here, but not loaded and called.',
  },
  'copy-failed': {
    title: 'Private copy failed',
    meaning: 'Builds are copied aside before loading. Is the disk full?',
  },
  'dlopen-failed': { title: 'Loader refused it', meaning: '' },
  'dlsym-failed': { title: 'Name not found', meaning: '' },
  'dlclose-failed': {
    title: 'Unloading failed',
    meaning: 'A fresh process always gets rid of the old code.',
  },
  'bad-prototype': { title: 'Prototype not understood', meaning: '' },
  'bad-argument': { title: 'Argument does not fit', meaning: '' },
  'not-loaded': { title: 'Nothing is loaded', meaning: 'Press Reload to load the library first.' },
  busy: { title: 'Still busy', meaning: 'Another call or load is at work. Wait for it or press Stop.' },
  stopped: { title: 'Stopped', meaning: '' },
  'limit-reached': { title: 'No more room', meaning: '' },
  fault: { title: 'The process ended', meaning: '' },
  'runner-unavailable': {
    title: 'No process to run in',
    meaning: 'The process for the library could not be started. Press Reload to try again.',
  },
  'reader-unavailable': {
    title: 'No process to read with',
    meaning: 'The process that reads files could not be started. Try again.',
  },
  'build-crashed-before': {
    title: 'This build crashed before',
    meaning: 'It is not loaded again by itself. Press Reload to try it all the same.',
  },
  'went-back': {
    title: 'You went back',
    meaning: 'The build on disk is not loaded by itself until it changes. Press Reload to take it.',
  },
  'runs-already': { title: 'That build runs already', meaning: '' },
  'build-not-set-up': {
    title: 'No build command',
    meaning: 'Set one up in the panel “Build” below.',
  },
  'build-not-trusted': {
    title: 'Folder not trusted for builds',
    meaning: 'Press Build: dlscope shows the command and the folder, and runs it once you trust them.',
  },
  'unknown-id': { title: 'Not there any more', meaning: 'It was closed or cleared in the meantime.' },
  'invalid-request': { title: 'Request refused', meaning: 'This is a mistake of the program, not yours.' },
  internal: { title: 'Unexpected error', meaning: 'This is a mistake of the program, not yours.' },
};

/** The words for a failure: its code decides, the fault or the loader's own text refines. */
export function explainFailure(failure: Failure): FailureWords {
  if (failure.fault !== undefined) return describeFault(failure.fault);
  return wordsFromLoader(failure) ?? wordsByCode[failure.code];
}

function wordsFromLoader({ code, detail }: Failure): FailureWords | null {
  if (detail === undefined) return null;
  return code === 'dlsym-failed' ? explainMissingName(detail) : explainLoaderText(detail);
}

/** A title that goes on in the middle of a sentence: the first letter small, SIGSEGV as it is. */
export function inSentence(title: string): string {
  return `${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
}

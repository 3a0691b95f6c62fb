import { assertNever, type Failure } from '../contract/failure.ts';

/** What the commands end with; scripts rely on these numbers. */
export const exitCodes = {
  done: 0,
  /** A bug, or a process of our own that could not be started. */
  internal: 1,
  /** A check of `run` did not pass, or a pinned call did not return. */
  checkFailed: 1,
  usage: 2,
  notLoaded: 3,
  fault: 4,
  timeLimit: 5,
  notReadable: 6,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code that tells a script what kind of failure this is. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.code) {
    case 'bad-prototype':
    case 'bad-argument':
    case 'invalid-request':
      return exitCodes.usage;
    case 'dlopen-failed':
    case 'dlsym-failed':
    case 'dlclose-failed':
    case 'wrong-machine':
    case 'needed-missing':
    case 'not-loaded':
    case 'went-back':
      return exitCodes.notLoaded;
    case 'fault':
    case 'build-crashed-before':
      return failure.fault?.kind === 'timeout' ? exitCodes.timeLimit : exitCodes.fault;
    case 'file-missing':
    case 'not-a-regular-file':
    case 'permission-denied':
    case 'read-failed':
    case 'changed-while-reading':
    case 'being-written':
    case 'not-elf':
    case 'incomplete-file':
    case 'not-a-shared-library':
      return exitCodes.notReadable;
    case 'copy-failed':
    case 'busy':
    case 'stopped':
    case 'limit-reached':
    case 'runs-already':
    case 'runner-unavailable':
    case 'reader-unavailable':
    case 'build-not-set-up':
    case 'build-not-trusted':
    case 'unknown-id':
    case 'internal':
      return exitCodes.internal;
    default:
      return assertNever(failure.code);
  }
}

import type { Fault } from './fault.ts';

/** Every expected failure has one of these codes; wording for people is derived from the code in one place per front end. */
export const failureCodes = [
  'file-missing',
  'not-a-regular-file',
  'permission-denied',
  'read-failed',
  'changed-while-reading',
  'being-written',
  'not-elf',
  'incomplete-file',
  'needed-missing',
  'not-a-shared-library',
  'wrong-machine',
  'copy-failed',
  'dlopen-failed',
  'dlsym-failed',
  'dlclose-failed',
  'bad-prototype',
  'bad-argument',
  'not-loaded',
  'busy',
  'stopped',
  'limit-reached',
  'fault',
  'runner-unavailable',
  'reader-unavailable',
  'build-crashed-before',
  'went-back',
  'runs-already',
  'build-not-set-up',
  'build-not-trusted',
  'unknown-id',
  'invalid-request',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** An expected failure, made where the fact is known. */
export interface Failure {
  readonly code: FailureCode;
  /** One clear sentence that names the thing. */
  readonly message: string;
  readonly path?: string;
  /** The argument's label (`b`, `arg 2`) when `code` is `bad-argument`. */
  readonly argument?: string;
  /** Verbatim text of the loader or the system (dlerror, strerror), whole and untrimmed. */
  readonly detail?: string;
  /** How the runner ended when `code` is `fault`. */
  readonly fault?: Fault;
}

/** A value or the expected failure that stands in its place; nothing expected is thrown across a process. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a successful outcome. */
export function succeed<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Wraps a failure as an outcome. */
export function fail(
  code: FailureCode,
  message: string,
  extra: Omit<Failure, 'code' | 'message'> = {},
): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message, ...extra } };
}

/** Closes a switch over a tagged union: a new member becomes a compile error here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

import type { Failure } from '../contract/failure.ts';

/** Tells the user something that belongs to no single request. */
export type Notify = (failure: Failure) => void;

/** What the system said, for `Failure.detail`. */
export function systemText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

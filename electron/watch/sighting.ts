import { type Failure, fail } from '../contract/failure.ts';
import { type FileIdentity, sameIdentity } from '../contract/identity.ts';
import type { FileAccess, FileStatus } from './file-access.ts';

/** What one look at a path found. */
export type Sighting =
  | { readonly kind: 'present'; readonly identity: FileIdentity }
  | { readonly kind: 'missing' }
  /** Something is there that cannot be read as a library: a folder, a device, no permission. */
  | { readonly kind: 'blocked'; readonly failure: Failure };

/** The fields of `stat` that together name one version of a file. */
export function identityFromStatus(status: FileStatus): FileIdentity {
  const { dev, ino, size, mtimeNs, ctimeNs } = status;
  return { dev, ino, size, mtimeNs, ctimeNs };
}

/** Node's system error code, such as `ENOENT`; null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function blocked(
  code: 'not-a-regular-file' | 'permission-denied' | 'read-failed',
  message: string,
): Sighting {
  return { kind: 'blocked', failure: fail(code, message).failure };
}

function sightingOfError(path: string, error: unknown): Sighting {
  const code = systemErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  if (code === 'EACCES' || code === 'EPERM') {
    return blocked('permission-denied', `${path} may not be read: permission denied.`);
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    kind: 'blocked',
    failure: fail('read-failed', `${path} cannot be looked at.`, { path, detail }).failure,
  };
}

/** Looks at the file behind a path, links followed; never rejects. */
export async function sight(files: FileAccess, path: string): Promise<Sighting> {
  try {
    const status = await files.stat(path);
    if (status.isFile()) return { kind: 'present', identity: identityFromStatus(status) };
    return blocked('not-a-regular-file', `${path} is not a regular file.`);
  } catch (error) {
    return sightingOfError(path, error);
  }
}

/** True when both looks found the same version of the same file, or the same absence. */
export function sameSighting(a: Sighting, b: Sighting): boolean {
  if (a.kind === 'present' && b.kind === 'present') return sameIdentity(a.identity, b.identity);
  if (a.kind === 'blocked' && b.kind === 'blocked') return a.failure.code === b.failure.code;
  return a.kind === b.kind;
}

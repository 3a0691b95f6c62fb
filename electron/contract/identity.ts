/**
 * What `fstat` says of one version of a file. Inode numbers are reused at once by ext4, so all five fields
 * together are the identity, and even an equal identity says nothing about the content of a file still open for writing.
 */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** Which build a file holds: the content hash decides, the build-id is what people see. */
export interface BuildKey {
  /** Lower-case hex of NT_GNU_BUILD_ID (gABI note section), or null when the linker wrote none. */
  readonly buildId: string | null;
  /** Lower-case hex SHA-256 of the whole content. */
  readonly hash: string;
}

/** True when both name the same version of the same file. */
export function sameIdentity(a: FileIdentity, b: FileIdentity): boolean {
  return (
    a.dev === b.dev &&
    a.ino === b.ino &&
    a.size === b.size &&
    a.mtimeNs === b.mtimeNs &&
    a.ctimeNs === b.ctimeNs
  );
}

/** The build-id, else the content hash: the text that stands for a build in histories and JSON. */
export function buildText(build: BuildKey): string {
  return build.buildId ?? build.hash;
}

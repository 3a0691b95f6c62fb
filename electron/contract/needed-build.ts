import type { BuildKey, FileIdentity } from './identity.ts';

/** A needed library that lies beside the library or in its project: it belongs to the build. */
export interface NeededBuild {
  /** Absolute, where the loader finds it. */
  readonly path: string;
  readonly identity: FileIdentity;
  readonly build: BuildKey;
}

/** A needed library that is another one than in the generation before; null where it did not belong to the build. */
export interface NeededChange {
  readonly path: string;
  readonly before: Omit<NeededBuild, 'path'> | null;
  readonly after: Omit<NeededBuild, 'path'> | null;
}

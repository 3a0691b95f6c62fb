import type { Outcome } from '../contract/failure.ts';

/** A folder of its own, mode 0700, for the private copy of one build. */
export interface CopyFolder {
  readonly path: string;
  /** Removes it and all in it; never rejects, whether it is gone already or cannot be removed now. */
  remove(): Promise<void>;
}

/** Where private copies live while a generation needs them. */
export interface CopyStore {
  /** Makes a new, empty folder; fails with `copy-failed`. */
  create(): Promise<Outcome<CopyFolder>>;
  /** Bytes that are free where the copies lie; 0 when that cannot be told. */
  freeBytes(): Promise<number>;
  /** Removes the store with every copy in it. */
  dispose(): Promise<void>;
}

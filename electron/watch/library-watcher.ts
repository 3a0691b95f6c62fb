/** How changes are noticed: events of the folders on the way, or polling where there are none. */
export type WatchMethod = 'events' | 'polling';

export interface WatchRequest {
  /** Absolute path as the user opened it; links on the way are followed and watched. */
  readonly path: string;
  /** Something may have changed: look at the file again. Says nothing about what, and may be called without need. */
  readonly onLook: () => void;
  readonly onMethod: (method: WatchMethod) => void;
}

/** Watches one path, whatever replaces the file, its links or its folders, until it is closed. */
export interface LibraryWatcher {
  readonly method: WatchMethod;
  /** Watches these paths as well, and no others besides the library's own; they may be missing. */
  alsoWatch(paths: readonly string[]): void;
  close(): void;
}

/** Starts watching; never fails: what cannot be watched by events is polled. */
export type WatchLibrary = (request: WatchRequest) => LibraryWatcher;

import { readFileSync } from 'node:fs';

/** What of a process decides where the loader looks for the libraries that others need (ld.so(8)). */
export interface LoaderEnvironment {
  /** Relative folders of run paths mean this one. */
  readonly workingDirectory: string;
  /** LD_LIBRARY_PATH as it is; empty when it is not set. */
  readonly libraryPath: string;
  /** What `$LIB` stands for: `lib/x86_64-linux-gnu`, `lib64`; null when that is not known. */
  readonly libFolder: string | null;
}

/** That of this process, which the processes it starts inherit. */
export function ownLoaderEnvironment(): LoaderEnvironment {
  return {
    workingDirectory: process.cwd(),
    libraryPath: process.env.LD_LIBRARY_PATH ?? '',
    libFolder: folderOfLibc(),
  };
}

/** The loader was built with the name of the folder that the C library lies in. */
function folderOfLibc(): string | null {
  const maps = readFileSync('/proc/self/maps', 'utf8');
  return /\s\/(?:usr\/)?(lib\S*)\/libc\.so\.6$/m.exec(maps)?.[1] ?? null;
}

/** What the user set up to build one library with; remembered. */
export interface BuildSettings {
  /** One text for the shell, `make -j4`. */
  readonly command: string;
  /** Where it runs: absolute, chosen in main's dialog or suggested by main. */
  readonly folder: string;
  /** Which files under the folder are sources, as globs: `**` crosses folders, `{c,h}` lists alternatives. */
  readonly patterns: readonly string[];
  /** True to build whenever a source was saved. */
  readonly onSave: boolean;
}

/** What to build a library with, told by the files beside it; never run without the user's word. */
export interface BuildSuggestion {
  readonly folder: string;
  /** Empty where nothing tells. */
  readonly command: string;
  /** The file that tells, `Makefile`; null where nothing does. */
  readonly because: string | null;
}

export type BuildTrigger = 'user' | 'save';

/** How a build ended; `not-started` when there was no shell or no folder to run it in. */
export type BuildEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly message: string };

/** What the compilers said, counted over the whole output, also over lines that are not kept. */
export interface BuildCounts {
  readonly errors: number;
  readonly warnings: number;
}

export type BuildRun =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly startedAtMs: number; readonly trigger: BuildTrigger }
  | {
      readonly kind: 'ended';
      readonly startedAtMs: number;
      readonly durationMs: number;
      readonly trigger: BuildTrigger;
      readonly end: BuildEnd;
      readonly counts: BuildCounts;
    };

/** How sources are watched: `off` where nothing is built on save. */
export type SourceWatch =
  | { readonly kind: 'off' }
  | { readonly kind: 'on'; readonly folders: number }
  /** One sentence that says what is not noticed. */
  | { readonly kind: 'limited'; readonly problem: string };

/** The build command of one library, as the window shows it. */
export interface LibraryBuild {
  /** Null until the user set it up. */
  readonly settings: BuildSettings | null;
  readonly suggestion: BuildSuggestion;
  /** True once the user confirmed exactly this command in exactly this folder. */
  readonly trusted: boolean;
  readonly run: BuildRun;
  /** True when a source was saved while the build ran: one more follows. */
  readonly again: boolean;
  readonly sources: SourceWatch;
}

export type BuildSeverity = 'error' | 'warning' | 'note';

/** What a line of output says beyond its text. */
export interface BuildMark {
  /** Null for a line that only names a place. */
  readonly severity: BuildSeverity | null;
  /** The stretch of the text that names a file and a line, for a link; null where none is named. */
  readonly place: BuildPlace | null;
}

export interface BuildPlace {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly line: number;
  /** Counted from 1; null where it is not named. */
  readonly column: number | null;
}

/** One line of output, of both streams in the order in which they came, without colours. */
export interface BuildLine {
  readonly text: string;
  readonly mark: BuildMark | null;
}

/** A stretch of the output of one build. */
export interface BuildOutput {
  /** Builds of a library are numbered from 1 since it was opened; 0 before the first. */
  readonly run: number;
  /** Number of the first line in `lines`, counted from 0 over the whole output. */
  readonly first: number;
  readonly lines: readonly BuildLine[];
  readonly counts: BuildCounts;
}

/** Lines of one build that are kept; of more the last ones. */
export const buildLinesKept = 20_000;

/** C, C++ and Rust. */
export const defaultSourcePatterns: readonly string[] = ['**/*.{c,cc,cpp,cxx,h,hh,hpp,hxx,ipp,s,S,rs}'];

/** How a process ended, as the system tells it. */
export type ExitCause =
  /** `signal` is the name with its prefix: `SIGSEGV`, `SIGKILL`, … */
  | { readonly kind: 'signal'; readonly signal: string }
  /** `orSignal` stands with code 0 where the system's word came through Electron, which reports the end by a signal of no crash (SIGALRM, SIGHUP, …) as code 0 too. */
  | { readonly kind: 'exit'; readonly code: number; readonly orSignal?: true };

/** Why we ended a process ourselves. */
export type StopCause = { readonly kind: 'stopped' } | { readonly kind: 'timeout'; readonly ms: number };

/** What the runner was doing; `start` lasts until it said that it is ready. */
export type RunnerActivity = 'start' | 'idle' | 'load' | 'call' | 'unload';

/** The end of a runner: why, during what, and the last it wrote to stderr (at most 4096 characters, decoded as UTF-8). */
export type Fault = (ExitCause | StopCause) & {
  readonly during: RunnerActivity;
  readonly stderrTail: string;
};

/** The last part of one stream; `droppedBytes` is how much was written before it and thrown away. */
export interface OutputTail {
  readonly text: string;
  readonly droppedBytes: number;
}

/** What the library wrote while it was loaded, called or unloaded. */
export interface CapturedOutput {
  readonly stdout: OutputTail;
  readonly stderr: OutputTail;
}

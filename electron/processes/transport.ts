import type { Readable } from 'node:stream';
import type { ExitCause } from '../contract/fault.ts';

/** One child process, whichever way it was started (child_process.fork, Electron's utilityProcess). */
export interface ProcessTransport {
  /** Null before the process has started; keeps its value after the end. */
  readonly pid: number | null;
  /** Sends a structured-cloneable message; silently nothing once the process is gone. */
  post(message: unknown): void;
  /** The one listener for messages; called before any message can arrive. */
  onMessage(listener: (message: unknown) => void): void;
  /** The one listener for the end; called exactly once, also when the process could not be started. */
  onExit(listener: (cause: ExitCause) => void): void;
}

/** The child in which a library runs. */
export interface RunnerTransport extends ProcessTransport {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Sends the signal to the process group `pid`, and to the process itself when there is no such group; nothing when both are gone. Before `pid` is known it is remembered. */
  killGroup(signal: 'SIGKILL' | 'SIGTERM'): void;
  /** Closes our ends of its pipes and its channel once it has ended: a process that it forked may hold the others for as long as it likes. */
  letGo(): void;
}

/** The child that reads files; it runs no foreign code. */
export interface ReaderTransport extends ProcessTransport {
  readonly stderr: Readable;
  kill(): void;
}

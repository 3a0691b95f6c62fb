import { type ChildProcess, fork } from 'node:child_process';
import type { ExitCause } from '../contract/fault.ts';
import { childEnvironment } from './child-environment.ts';
import { readerHeapOption } from './reader-heap.ts';
import { sendSignal } from './send-signal.ts';
import type { ReaderTransport, RunnerTransport } from './transport.ts';

/** Starts the built runner `modulePath` in a process group of its own, on plain Node. */
export function forkRunner(modulePath: string): RunnerTransport {
  const child = forkModule(modulePath, { detached: true, execArgv: [] });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('a child with pipes has no pipes');
  return {
    ...transportOf(child),
    get pid() {
      return child.pid ?? null;
    },
    stdout,
    stderr,
    killGroup: (signal) => killGroup(child, signal),
    letGo: () => {
      stdout.destroy();
      stderr.destroy();
      if (child.connected) child.disconnect();
    },
  };
}

/** Starts the built reader `modulePath` on plain Node. */
export function forkReader(modulePath: string): ReaderTransport {
  const child = forkModule(modulePath, { detached: false, execArgv: [readerHeapOption] });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('a child with pipes has no pipes');
  // Not read by anybody, and a full pipe would stop the child.
  stdout.resume();
  return {
    ...transportOf(child),
    get pid() {
      return child.pid ?? null;
    },
    stderr,
    kill: () => void child.kill('SIGKILL'),
  };
}

interface StartOptions {
  readonly detached: boolean;
  readonly execArgv: string[];
}

function forkModule(modulePath: string, options: StartOptions): ChildProcess {
  return fork(modulePath, [], {
    ...options,
    env: childEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function transportOf(child: ChildProcess): Pick<RunnerTransport, 'post' | 'onMessage' | 'onExit'> {
  // A write to a child that is just going fails; its end is reported by itself.
  const ignoreFailedWrite = () => undefined;
  return {
    post: (message) => {
      if (child.connected) child.send(message as object, ignoreFailedWrite);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => reportEnd(child, listener),
  };
}

function reportEnd(child: ChildProcess, listener: (cause: ExitCause) => void): void {
  let reported = false;
  const report = (cause: ExitCause) => {
    if (!reported) listener(cause);
    reported = true;
  };
  child.on('exit', (code, signal) => report(causeOf(code, signal)));
  child.on('error', () => {
    // Also raised by a failed write: only a child that never started has ended with it.
    if (child.pid === undefined) report({ kind: 'exit', code: 127 });
  });
}

function causeOf(code: number | null, signal: NodeJS.Signals | null): ExitCause {
  return signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal };
}

function killGroup(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): void {
  if (child.pid === undefined) return;
  if (!sendSignal(-child.pid, signal) && child.exitCode === null && child.signalCode === null) {
    sendSignal(child.pid, signal);
  }
}

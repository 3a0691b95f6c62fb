import { Readable } from 'node:stream';
import { app, type UtilityProcess, utilityProcess } from 'electron';
import type { ExitCause } from '../contract/fault.ts';
import { childEnvironment } from '../processes/child-environment.ts';
import { readerHeapOption } from '../processes/reader-heap.ts';
import { sendSignal } from '../processes/send-signal.ts';
import type { ReaderTransport, RunnerTransport } from '../processes/transport.ts';
import { UtilityEnd } from './utility-end.ts';
import { endOfZombie } from './zombie.ts';

/** Reading one line of /proc takes some microseconds. */
const lookMs = 500;

let started = 0;
const ends = new Map<string, UtilityEnd>();

/** One listener for all of them: a dozen libraries would be a dozen listeners. */
function listenForGone(): void {
  if (started > 1) return;
  app.on('child-process-gone', (_event, details) => ends.get(details.name ?? '')?.noteGone(details));
}

/** Starts the built runner as a utility process of its own; it makes itself the leader of a process group. */
export function startRunnerProcess(modulePath: string): RunnerTransport {
  const { child, end } = startUtility(modulePath, 'runner', []);
  let killWhenStarted = false;
  child.once('spawn', () => {
    if (killWhenStarted) killGroup(child, end, 'SIGKILL');
    lookForDeath(end);
  });
  const stdout = readable(child.stdout);
  const stderr = readable(child.stderr);
  return {
    ...transportOf(child, end),
    get pid() {
      return end.pid;
    },
    stdout,
    stderr,
    killGroup: (signal) => {
      if (end.pid === null) killWhenStarted = true;
      else killGroup(child, end, signal);
    },
    letGo: () => {
      stdout.destroy();
      stderr.destroy();
    },
  };
}

/** Starts the built reader as a utility process. */
export function startReaderProcess(modulePath: string): ReaderTransport {
  const { child, end } = startUtility(modulePath, 'reader', [`--js-flags=${readerHeapOption}`]);
  // Not read by anybody, and a full pipe would stop the child.
  readable(child.stdout).resume();
  return {
    ...transportOf(child, end),
    get pid() {
      return end.pid;
    },
    stderr: readable(child.stderr),
    kill: () => void child.kill(),
  };
}

function startUtility(
  modulePath: string,
  role: string,
  execArgv: string[],
): { child: UtilityProcess; end: UtilityEnd } {
  started += 1;
  // The name is how `child-process-gone` tells which process it means, so each has its own.
  const serviceName = `dlscope ${role} ${started}`;
  const child = utilityProcess.fork(modulePath, [], {
    serviceName,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnvironment(process.env),
    execArgv,
  });
  const end = new UtilityEnd();
  listenForGone();
  ends.set(serviceName, end);
  child.once('spawn', () => end.noteStart(child.pid ?? null));
  child.once('exit', (code) => end.noteExit(code));
  end.onEnd(() => ends.delete(serviceName));
  return { child, end };
}

function transportOf(
  child: UtilityProcess,
  end: UtilityEnd,
): Pick<RunnerTransport, 'post' | 'onMessage' | 'onExit'> {
  return {
    post: (message) => {
      if (!end.hasExited) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener: (cause: ExitCause) => void) => end.onEnd(listener),
  };
}

function readable(stream: NodeJS.ReadableStream | null): Readable {
  if (stream instanceof Readable) return stream;
  return stream ? new Readable().wrap(stream) : Readable.from([]);
}

/** Only of the runner: what it runs may leave a process behind that keeps Chromium from hearing of the end. */
function lookForDeath(end: UtilityEnd): void {
  const timer = setInterval(() => {
    const cause = end.pid === null ? null : endOfZombie(end.pid);
    if (cause !== null) end.noteDead(cause);
  }, lookMs);
  timer.unref();
  end.onEnd(() => clearInterval(timer));
}

function killGroup(child: UtilityProcess, end: UtilityEnd, signal: 'SIGKILL' | 'SIGTERM'): void {
  if (end.pid === null) return;
  if (!sendSignal(-end.pid, signal) && !end.hasExited) sendSignal(child.pid ?? end.pid, signal);
}

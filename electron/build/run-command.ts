import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { BuildEnd } from '../contract/build-command.ts';
import { waitAtMost } from '../processes/bounded-wait.ts';
import { Deferred } from '../processes/deferred.ts';
import { buildEnvironment } from './build-environment.ts';
import { endGroup } from './process-group.ts';

/** What a command gets between SIGTERM and SIGKILL, to remove half-written files. */
const patienceMs = 2000;
/** So long after the end of the shell others of its group may go on writing. */
const lingerMs = 200;
/** After that only what is in the pipe already is to be read; a process that left the group may hold it open for ever. */
const drainMs = 1000;

/** Work on one chunk that nobody notices. */
const negligibleMs = 1;

/**
 * Both streams go through one pipe, so that lines stay in the order in which they were written. Descriptor 3 is a
 * pipe from this program: when it closes, this program is gone, however it ended, and takes the build along. The
 * watcher's parent ends at once, since tools like make are surprised by children that they did not start.
 */
const script = `( ( read -r _ <&3; trap '' TERM; kill -TERM 0; sleep 2; kill -KILL 0 ) >/dev/null 2>&1 & )
exec /bin/sh -c "$1" 2>&1 3<&-`;

export interface CommandRequest {
  readonly command: string;
  readonly folder: string;
  readonly onOutput: (bytes: Buffer) => void;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Between SIGTERM and SIGKILL, in milliseconds. */
  readonly patienceMs?: number;
}

/** A command at work. */
export interface RunningCommand {
  /** Resolves when the command and all that it started in its process group are gone, and all output has come. */
  readonly ended: Promise<BuildEnd>;
  /** Ends it: SIGTERM to its whole group, and SIGKILL for what does not heed that. */
  cancel(): void;
}

/** Runs one text for the shell in a process group of its own. What it leaves running there ends with it. */
export function runCommand(request: CommandRequest): RunningCommand {
  const child = spawn('/bin/sh', ['-c', script, 'sh', request.command], {
    cwd: request.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    env: buildEnvironment(request.environment ?? process.env),
  });
  const cancelled = new Deferred<'cancelled'>();
  if (child.stdout !== null) readGently(child.stdout, request.onOutput);
  return {
    ended: superviseGroup(child, cancelled.promise, request),
    cancel: () => cancelled.resolve('cancelled'),
  };
}

/** A flood is read for half of the time at most: the other half belongs to whatever else this process does. */
function readGently(stream: Readable, onOutput: (bytes: Buffer) => void): void {
  stream.on('data', (bytes: Buffer) => {
    const begunMs = performance.now();
    onOutput(bytes);
    const spentMs = performance.now() - begunMs;
    if (spentMs < negligibleMs) return;
    stream.pause();
    setTimeout(() => stream.resume(), spentMs);
  });
}

async function superviseGroup(
  child: ChildProcess,
  cancelled: Promise<'cancelled'>,
  request: CommandRequest,
): Promise<BuildEnd> {
  const exited = whenExited(child, request.folder);
  const drained = whenDrained(child);
  const first = await Promise.race([exited, cancelled]);
  if (first !== 'cancelled') await waitAtMost(lingerMs, drained);
  if (child.pid !== undefined) await endGroup(child.pid, request.patienceMs ?? patienceMs);
  await waitAtMost(drainMs, drained);
  child.stdout?.destroy();
  child.stdio[3]?.destroy();
  return first === 'cancelled' ? { kind: 'cancelled' } : first;
}

function whenExited(child: ChildProcess, folder: string): Promise<BuildEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal });
    });
    child.once('error', (error) => {
      const message = `The command could not be started in ${folder}: ${error.message}.`;
      resolve({ kind: 'not-started', message });
    });
    // The end of the pipe that the watcher reads breaks when the group ends.
    child.stdio[3]?.on('error', () => undefined);
  });
}

function whenDrained(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) child.stdout?.once(event, () => resolve());
    if (child.stdout === null) resolve();
  });
}

import { type ChildProcess, spawn } from 'node:child_process';

/** How a run of the compiler ended. */
export type CompilerRun =
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'too-long' }
  | {
      readonly kind: 'ended';
      readonly code: number | null;
      readonly output: string;
      readonly errors: string;
    };

/** Bounds of one run. */
export interface CompilerLimits {
  readonly timeoutMs: number;
  /** Of its standard output. */
  readonly outputBytes: number;
}

export const compilerLimits: CompilerLimits = { timeoutMs: 10_000, outputBytes: 64 * 1024 * 1024 };

const errorBytes = 64 * 1024;

const passedOn = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'CPATH', 'C_INCLUDE_PATH', 'CPLUS_INCLUDE_PATH'];

/** What the compiler needs, and nothing that loads code into it (LD_PRELOAD, …); its complaints are in English. */
export function compilerEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept = passedOn.flatMap((name) => {
    const value = source[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/** Runs a compiler, whose children end with it; nothing of it is left when this settles. */
export function runCompiler(
  command: string,
  argumentsOf: readonly string[],
  limits: CompilerLimits = compilerLimits,
): Promise<CompilerRun> {
  return new Promise((resolve) => {
    // A group of its own: gcc starts cc1, which would outlive it.
    const child = spawn(command, argumentsOf, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: compilerEnvironment(process.env),
    });
    let early: 'timeout' | 'too-long' | null = null;
    const stop = (reason: 'timeout' | 'too-long') => {
      early ??= reason;
      killGroup(child);
    };
    const output = collect(child.stdout, limits.outputBytes, () => stop('too-long'));
    const errors = collect(child.stderr, errorBytes, () => null);
    const timer = setTimeout(() => stop('timeout'), limits.timeoutMs);
    child.on('error', () => {
      clearTimeout(timer);
      resolve({ kind: 'missing' });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(early ? { kind: early } : { kind: 'ended', code, output: output(), errors: errors() });
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
    child.kill('SIGKILL');
  }
}

/** Keeps the first `limit` bytes and reports once when there are more; the rest is drained. */
function collect(stream: NodeJS.ReadableStream, limit: number, onMore: () => void): () => string {
  const chunks: Buffer[] = [];
  let kept = 0;
  let isFull = false;
  stream.on('data', (chunk: Buffer) => {
    if (isFull) return;
    const room = limit - kept;
    chunks.push(chunk.subarray(0, room));
    kept += Math.min(room, chunk.length);
    if (chunk.length <= room) return;
    isFull = true;
    onMore();
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

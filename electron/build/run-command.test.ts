import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BuildLog } from './build-log.ts';
import { runCommand } from './run-command.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dlscope-run-command-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a command; `said` resolves at its first output that holds the text. */
function run(command: string, environment?: Record<string, string>) {
  let output = '';
  let heard = (): void => undefined;
  const running = runCommand({
    command,
    folder,
    patienceMs: 300,
    ...(environment ? { environment } : {}),
    onOutput: (bytes) => {
      output += bytes.toString();
      heard();
    },
  });
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      heard = () => {
        if (output.includes(text)) resolve();
      };
      heard();
    });
  return { ...running, said, output: () => output };
}

/** True for a process that is there and not merely waits for its parent to take notice. */
function isAlive(pid: number): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
}

function pidsIn(output: string): number[] {
  return [...output.matchAll(/pid (\d+)/g)].map((match) => Number(match[1]));
}

describe('a command', () => {
  test('runs in its folder, both streams in the order in which they were written', async () => {
    const { ended, output } = run('pwd; for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 3');
    expect(await ended).toEqual({ kind: 'exit', code: 3 });
    expect(output()).toBe(`${folder}\nout 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n`);
  });

  test('has nothing to read, no colours, English messages and no way to load code into the tools', async () => {
    const { ended, output } = run('cat; env', {
      PATH: process.env.PATH ?? '',
      CC: 'clang',
      CMAKE_GENERATOR: 'Ninja',
      MAKEFLAGS: ' -j4 --jobserver-auth=3,4',
      LANGUAGE: 'de',
      TERM: 'xterm',
      LD_PRELOAD: '/x.so',
      NODE_OPTIONS: '--x',
      SECRET_TOKEN: 'x',
    });
    expect(await ended).toEqual({ kind: 'exit', code: 0 });
    const names = output()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names).toEqual(expect.arrayContaining(['PATH', 'CC', 'CMAKE_GENERATOR']));
    expect(output()).toContain('TERM=dumb');
    expect(output()).toContain('LC_ALL=C.UTF-8');
    for (const name of ['LANGUAGE', 'MAKEFLAGS', 'LD_PRELOAD', 'NODE_OPTIONS', 'SECRET_TOKEN'])
      expect(names).not.toContain(name);
  });

  test('names the signal that ended it', async () => {
    expect(await run('kill -SEGV $$').ended).toEqual({ kind: 'signal', signal: 'SIGSEGV' });
  });

  test('is told of a folder that is not there', async () => {
    const { ended } = runCommand({ command: 'true', folder: `${folder}/absent`, onOutput: () => undefined });
    expect(await ended).toMatchObject({ kind: 'not-started', message: expect.stringContaining('absent') });
  });

  test('takes along what it left running in the background', async () => {
    const { ended, output } = run('sleep 1000 & echo pid $!');
    expect(await ended).toEqual({ kind: 'exit', code: 0 });
    const [pid = 0] = pidsIn(output());
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });

  test('is not held up by a process that left its group and keeps the output open', async () => {
    const { ended, output } = run('setsid sh -c "echo pid \\$\\$; exec sleep 1000" & sleep 0.2');
    expect(await ended).toEqual({ kind: 'exit', code: 0 });
    const [pid = 0] = pidsIn(output());
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGKILL');
  });
});

describe('cancelling', () => {
  test('ends all of the group, children of children too', async () => {
    const { ended, cancel, said, output } = run(
      'sleep 1000 & echo pid $!; sh -c "sleep 1000 & echo pid \\$!; echo up; wait"; wait',
    );
    await said('up');
    cancel();
    expect(await ended).toEqual({ kind: 'cancelled' });
    expect(pidsIn(output()).map(isAlive)).toEqual([false, false]);
  });

  test('does not wait for long for what ignores SIGTERM', async () => {
    const { ended, cancel, said, output } = run(
      "trap '' TERM; echo pid $$; echo up; while :; do sleep 1000; done",
    );
    await said('up');
    const begunMs = performance.now();
    cancel();
    expect(await ended).toEqual({ kind: 'cancelled' });
    expect(performance.now() - begunMs).toBeGreaterThanOrEqual(300);
    expect(pidsIn(output()).map(isAlive)).toEqual([false]);
  });

  test('gives it the time to clean up', async () => {
    const { ended, cancel, said, output } = run(
      "trap 'echo cleaned; exit 1' TERM; echo up; sleep 1000 & wait",
    );
    await said('up');
    cancel();
    expect(await ended).toEqual({ kind: 'cancelled' });
    expect(output()).toContain('cleaned');
  });
});

test('a build ends with the program that started it, even when that is killed', async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { run: path.join(import.meta.dirname, 'run-command.ts') },
        output: { format: 'esm', entryFileNames: '[name].mjs' },
      },
    },
  });
  const program = path.join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { runCommand } from './run.mjs';
     runCommand({
       command: 'echo pid $$; exec sleep 1000',
       folder: '/',
       onOutput: (bytes) => process.stdout.write(bytes, () => process.kill(process.pid, 'SIGKILL')),
     });`,
  );
  const { stdout, signal } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  expect(signal).toBe('SIGKILL');
  const [pid = 0] = pidsIn(stdout);
  expect(pid).toBeGreaterThan(0);
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 10_000 });
});

test('a flood of output neither fills memory nor keeps the event loop', async () => {
  const log = new BuildLog(1);
  let bytes = 0;
  const delays: number[] = [];
  let lastMs = performance.now();
  const timer = setInterval(() => {
    delays.push(performance.now() - lastMs);
    lastMs = performance.now();
  }, 5);
  const before = process.memoryUsage().rss;
  const { ended } = runCommand({
    command: 'yes "g++ -O2 -c some/source.cpp: nothing to see" | head -c 50000000',
    folder,
    onOutput: (chunk) => {
      bytes += chunk.length;
      log.write(chunk);
    },
  });
  expect(await ended).toEqual({ kind: 'exit', code: 0 });
  clearInterval(timer);
  expect(bytes).toBe(50_000_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  // A turn is one chunk of the pipe; the rest is what a busy machine adds.
  expect(delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.9)]).toBeLessThan(150);
});

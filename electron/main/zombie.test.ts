import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { endOfZombie } from './zombie.ts';

const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

/** A process of which nobody hears that it ends: its parent becomes a program that waits for no child. */
async function unheard(script: string): Promise<number> {
  const waits = 'until grep -q sleep /proc/$PPID/comm; do :; done';
  const child = spawn('/bin/sh', ['-c', `/bin/sh -c '${waits}; ${script}' & echo $!; exec sleep 60`]);
  started.push(child);
  const [text] = await once(child.stdout, 'data');
  return Number(String(text));
}

test.each([
  ['kill -SEGV $$', { kind: 'signal', signal: 'SIGSEGV' }],
  ['kill -KILL $$', { kind: 'signal', signal: 'SIGKILL' }],
  ['exit 0', { kind: 'exit', code: 0 }],
  ['exit 11', { kind: 'exit', code: 11 }],
])('%s', async (script, expected) => {
  const pid = await unheard(script);
  await vi.waitFor(() => expect(endOfZombie(pid)).toEqual(expected));
});

test('a process that runs, and one that is gone, have no end to tell', async () => {
  expect(endOfZombie(process.pid)).toBe(null);
  const child = spawn('/bin/true');
  await once(child, 'close');
  expect(endOfZombie(child.pid ?? 0)).toBe(null);
});

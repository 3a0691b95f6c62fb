import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { startProcess } from './child-process.mjs';

/** A process that ended counts as gone even before its parent has noticed (state Z). */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) [ZX] /.test(readFileSync(file, 'utf8'));
}

test('gives the exit code in the way of a shell', async () => {
  expect(await startProcess('sh', ['-c', 'exit 3'], { stdio: 'ignore' }).ended).toBe(3);
  expect(await startProcess('sh', ['-c', 'kill -9 $$'], { stdio: 'ignore' }).ended).toBe(137);
  expect(await startProcess('/nowhere/command', [], { stdio: 'ignore' }).ended).toBe(127);
});

test('ends what the process started as well', async () => {
  const started = startProcess('sh', ['-c', 'sleep 1000 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const grandchild = await new Promise<number>((resolve) => {
    started.child.stdout?.once('data', (bytes) => resolve(Number(String(bytes))));
  });
  expect(isRunning(grandchild)).toBe(true);
  await started.stop();
  await expect.poll(() => isRunning(grandchild)).toBe(false);
});

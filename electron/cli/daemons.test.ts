import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { LiveCli, runCli } from './testing/cli-runs.ts';

let program: BuiltProgram;
let folder: string;
let library: string;

/** Its grandchild leaves the process group with all descriptors, and lives for as long as the file does. */
function source(file: string): string {
  return `
#include <unistd.h>
extern "C" int start() {
  if (fork() != 0) return 1;
  setsid();
  while (access(${JSON.stringify(file)}, F_OK) == 0) usleep(20000);
  _exit(0);
}
extern "C" int crash() { start(); return *(volatile int *)0; }`;
}

beforeAll(async () => {
  program = await buildProgram();
  folder = await mkdtemp(join(tmpdir(), 'dlscope-daemons-'));
  library = join(folder, 'libdaemon.so');
  await buildLibrary(source(library), library);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await program.remove();
});

test.each([
  ['int start(void)', 0],
  ['int crash(void)', 4],
])('call ends although a process that %s began holds its pipes', async (prototype, code) => {
  expect(await runCli(program.cli, ['call', library, prototype])).toMatchObject({ code });
});

test('run ends as well', async () => {
  const file = join(folder, 'calls.json');
  const pinned = [{ symbol: 'start', prototype: 'int start(void)', arguments: [], expected: '1' }];
  await writeFile(file, JSON.stringify({ dlscope: 1, library: 'libdaemon.so', pinned }));
  expect(await runCli(program.cli, ['run', file])).toMatchObject({ code: 0, stderr: '' });
});

test('watch ends at the first Ctrl+C', async () => {
  const live = new LiveCli(program.cli, ['watch', library, '--json', '--call', 'int start(void)']);
  await live.nextEvent('result');
  live.child.kill('SIGINT');
  expect(await live.ended).toEqual({ code: 0, signal: null });
});

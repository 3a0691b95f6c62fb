import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Failure } from '../contract/failure.ts';
import { CallLogStore } from './call-log-store.ts';
import { callRecord } from './call-records-for-tests.ts';

let folder: string;
let writer: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'dlscope-call-kills-'));
  writer = path.join(folder, 'writer.mjs');
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: {
        input: { writer: path.join(import.meta.dirname, 'call-log-writer-for-tests.ts') },
        output: { format: 'esm', entryFileNames: '[name].mjs' },
      },
    },
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lets a writer work until it said that some calls are kept, kills it in the middle of its work, and tells the last one it named. */
async function killAfter(file: string, from: number, lines: number): Promise<number> {
  const child = spawn(process.execPath, [writer, file, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > lines) child.kill('SIGKILL');
  });
  const signal = await new Promise((resolve) => child.once('close', (_code, ended) => resolve(ended)));
  expect(signal).toBe('SIGKILL');
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

test('killed at a hundred points, no call is lost that was said to be kept', {
  timeout: 300_000,
}, async () => {
  const notices: Failure[] = [];
  const file = path.join(folder, 'calls.jsonl');
  let next = 1;
  for (let kill = 0; kill < 100; kill += 1) {
    const last = await killAfter(file, next, 1 + Math.floor(Math.random() * 25));
    const store = await CallLogStore.open(file, (failure) => notices.push(failure));
    await store.flush();
    const ids = store.recordsOf('/lib/a.so').map(({ id }) => id);
    const named = Array.from({ length: last - next + 1 }, (_, index) => `c${next + index}`);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
    // The one being written may be there or not.
    expect(ids[0] === `c${last}` || ids[0] === `c${last + 1}`).toBe(true);
    next = last + 2;
  }
  expect(notices).toEqual([]);
  const kept = (await CallLogStore.open(file, (failure) => notices.push(failure))).recordsOf('/lib/a.so');
  expect(kept.at(-1)).toEqual(callRecord(1));
  expect((await readdir(folder)).filter((name) => name.includes('damaged'))).toEqual([]);
});

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReaderReplyMessage } from '../contract/reader-protocol.ts';
import { buildElf } from '../elf/testing/elf-builder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
let program: string;
let reader: ChildProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dlscope-entry-'));
  program = mkdtempSync(join(root, 'node_modules/.reader-for-tests-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { noExternal: true, external: ['koffi'], target: 'node' },
    build: {
      ssr: join(root, 'electron/reader/entry.ts'),
      outDir: program,
      minify: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'reader.mjs' } },
    },
  });
});

afterEach(() => {
  reader.kill('SIGKILL');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { recursive: true, force: true });
});

/** Starts the built reader as a child of plain Node; `setUp` are shell commands that run before it in its process. */
function start(setUp = ':'): void {
  reader = spawn('sh', ['-c', `${setUp}; exec "$0" "$1"`, process.execPath, join(program, 'reader.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}

/** Sends all messages at once and collects as many replies as are expected. */
async function exchange(
  messages: readonly object[],
  replyCount: number,
): Promise<readonly ReaderReplyMessage[]> {
  const replies: ReaderReplyMessage[] = [];
  const done = new Promise<void>((resolve, reject) => {
    reader.on('message', (reply) => {
      replies.push(reply as ReaderReplyMessage);
      if (replies.length === replyCount) resolve();
    });
    reader.once('exit', (code, signal) => reject(new Error(`the reader ended: ${code} ${signal}`)));
  });
  for (const message of messages) reader.send(message);
  await done;
  return replies;
}

const codes = (replies: readonly ReaderReplyMessage[]) =>
  replies.map(({ id, outcome }) => [id, outcome.ok ? 'ok' : outcome.failure.code]);

describe('the reader process', () => {
  it('answers each request once, in order, whatever it is asked', async () => {
    const path = join(folder, 'lib.so');
    writeFileSync(path, buildElf({ symbols: [{ name: '_Z1fv' }] }).bytes);
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    start();
    const replies = await exchange(
      [
        { id: 1, method: 'inspect', input: { path } },
        { id: 2, method: 'symbols', input: { path, table: 'exports' } },
        { id: 3, method: 'inspect', input: { path: join(folder, 'fifo') } },
        { id: 4, method: 'constructor', input: { path } },
        { id: 5, method: 'inspect', input: { path: 7 } },
        { id: 6, method: 'inspect', input: null },
        { id: 7 },
        { method: 'inspect' },
        { id: 'text', method: 'inspect', input: { path } },
        { id: 8, method: 'inspect', input: {} },
        { id: 9, method: 'symbols', input: { path, table: 'imports' } },
        { id: 10, method: 'compare', input: { before: path, after: path, kept: [7] } },
        { id: 11, method: 'compareTypes', input: { before: path, after: path } },
        { id: 12, method: 'compare', input: { before: path, after: path, kept: ['_Z1fv'] } },
      ],
      12,
    );
    expect(codes(replies)).toEqual([
      [1, 'ok'],
      [2, 'ok'],
      [3, 'not-a-regular-file'],
      [4, 'invalid-request'],
      [5, 'invalid-request'],
      [6, 'invalid-request'],
      [7, 'invalid-request'],
      [8, 'invalid-request'],
      [9, 'ok'],
      [10, 'invalid-request'],
      [11, 'invalid-request'],
      [12, 'ok'],
    ]);
    const symbols = replies[1]?.outcome;
    expect(symbols).toMatchObject({ ok: true, value: { count: 1, sectionNames: ['.text'] } });
  });

  it('reports a copy that does not fit and leaves nothing of it', async () => {
    const path = join(folder, 'large.so');
    const destination = join(folder, 'copy.so');
    const symbols = Array.from({ length: 2000 }, (_, index) => ({ name: `symbol_${index}` }));
    writeFileSync(path, buildElf({ symbols }).bytes);
    // The limit for a file's size stands in for a full disk: write(2) fails after the first blocks.
    start(`ulimit -f 16; trap '' XFSZ`);
    const replies = await exchange([{ id: 1, method: 'snapshot', input: { path, destination } }], 1);
    expect(codes(replies)).toEqual([[1, 'copy-failed']]);
    expect(existsSync(destination)).toBe(false);
  });

  it('ends when its parent goes', async () => {
    start();
    await exchange([{ id: 1, method: 'inspect', input: { path: folder } }], 1);
    reader.disconnect();
    expect(await once(reader, 'exit')).toEqual([0, null]);
  });
});

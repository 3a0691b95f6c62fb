import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import type { ExitCause, Fault } from '../contract/fault.ts';
import type { RunnerRequest } from '../contract/runner-protocol.ts';
import { createRunnerClient } from './runner-client.ts';
import type { RunnerTransport } from './transport.ts';

/** A runner process of which the test decides what it says and when it ends. */
class FakeChild implements RunnerTransport {
  readonly pid = 4242;
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();
  readonly posted: RunnerRequest[] = [];
  readonly signals: string[] = [];
  #onMessage: (message: unknown) => void = () => undefined;
  #onExit: (cause: ExitCause) => void = () => undefined;

  post(message: RunnerRequest): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }
  onExit(listener: (cause: ExitCause) => void): void {
    this.#onExit = listener;
  }
  killGroup(signal: string): void {
    this.signals.push(signal);
  }
  letGo(): void {
    this.stdout.destroy();
    this.stderr.destroy();
  }
  say(message: unknown): void {
    this.#onMessage(message);
  }
  end(cause: ExitCause): void {
    this.#onExit(cause);
  }
  endStreams(): void {
    this.stdout.end();
    this.stderr.end();
  }
}

async function start() {
  const child = new FakeChild();
  const runner = createRunnerClient(child);
  child.say({ type: 'ready', pid: 4242 });
  await runner.ready;
  return { child, runner };
}

async function nextRequest(child: FakeChild, count = 1): Promise<RunnerRequest> {
  await vi.waitFor(() => expect(child.posted).toHaveLength(count));
  const request = child.posted.at(-1);
  if (!request) throw new Error('nothing was posted');
  return request;
}

const unloadReply = { ok: true, value: { stillMapped: false, durationMs: 1 } } as const;

function answer(child: FakeChild, request: RunnerRequest): void {
  for (const stream of [child.stdout, child.stderr]) stream.write(request.outputMarker);
  child.say({ type: 'unloaded', id: request.id, outcome: unloadReply });
}

describe('a child that never gets ready', () => {
  it('is ended, and what waited for it says so', async () => {
    const child = new FakeChild();
    const runner = createRunnerClient(child, { timeoutMs: 1 });
    await vi.waitFor(() => expect(child.signals).toEqual(['SIGKILL']));
    child.endStreams();
    child.end({ kind: 'signal', signal: 'SIGKILL' });
    const ready = await runner.ready;
    expect(ready).toMatchObject({ ok: false, failure: { code: 'fault', fault: { kind: 'timeout', ms: 1 } } });
  });
});

describe('reading and keeping', () => {
  const type = { kind: 'bool', spelling: 'bool' } as const;
  const readRequest = { type, records: [], address: 16n, as: 'memory' } as const;

  it('settles with the replies of their own', async () => {
    const { child, runner } = await start();
    const read = runner.read(readRequest);
    const posted = await nextRequest(child);
    expect(posted).toMatchObject({ type: 'read', request: readRequest });
    expect(runner.activity).toBe('idle');
    for (const stream of [child.stdout, child.stderr]) stream.write(posted.outputMarker);
    child.say({
      type: 'was-read',
      id: posted.id,
      outcome: { ok: true, value: { kind: 'bool', value: true } },
    });
    expect((await read).outcome).toEqual({ ok: true, value: { kind: 'bool', value: true } });
    const keep = runner.keep({ keep: [16n], free: [] });
    const second = await nextRequest(child, 2);
    for (const stream of [child.stdout, child.stderr]) stream.write(second.outputMarker);
    child.say({ type: 'kept', id: second.id, outcome: { ok: true, value: null } });
    expect((await keep).outcome).toEqual({ ok: true, value: null });
  });

  it('is busy while another request is open', async () => {
    const { child, runner } = await start();
    const unload = runner.unload(1);
    const { outcome } = await runner.read(readRequest);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'busy' } });
    answer(child, await nextRequest(child));
    expect((await unload).outcome.ok).toBe(true);
  });

  it('distrusts a value that no schema knows', async () => {
    const { child, runner } = await start();
    const read = runner.read(readRequest);
    const posted = await nextRequest(child);
    child.say({ type: 'was-read', id: posted.id, outcome: { ok: true, value: { kind: 'trap' } } });
    child.endStreams();
    child.end({ kind: 'signal', signal: 'SIGKILL' });
    expect((await read).outcome).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });
});

describe('requests', () => {
  it('waits for the child to be ready before it posts', async () => {
    const child = new FakeChild();
    const runner = createRunnerClient(child);
    const report = runner.unload(1);
    await Promise.resolve();
    expect(child.posted).toHaveLength(0);
    expect(runner.activity).toBe('unload');
    child.say({ type: 'ready', pid: 4242 });
    answer(child, await nextRequest(child));
    expect((await report).outcome).toEqual(unloadReply);
    expect(runner.activity).toBe('idle');
  });

  it('takes one at a time', async () => {
    const { child, runner } = await start();
    const first = runner.unload(1);
    expect((await runner.unload(2)).outcome).toMatchObject({ ok: false, failure: { code: 'busy' } });
    answer(child, await nextRequest(child));
    expect((await first).outcome.ok).toBe(true);
    const third = runner.unload(3);
    answer(child, await nextRequest(child, 2));
    expect((await third).outcome.ok).toBe(true);
  });

  it('settles once, whatever else the child says', async () => {
    const { child, runner } = await start();
    const report = runner.unload(1);
    const request = await nextRequest(child);
    child.say({ type: 'unloaded', id: request.id + 7, outcome: unloadReply });
    answer(child, request);
    child.say({
      type: 'unloaded',
      id: request.id,
      outcome: { ok: true, value: { stillMapped: true, durationMs: 1 } },
    });
    child.say({ type: 'ready', pid: 1 });
    expect((await report).outcome).toEqual(unloadReply);
    expect(runner.alive).toBe(true);
  });

  it.each([
    ['no message at all', null],
    ['an unknown type', { type: 'gift', id: 1 }],
    [
      'a reply of another kind',
      {
        type: 'loaded',
        id: 1,
        outcome: {
          ok: true,
          value: { handle: 1, baseAddress: 0n, alreadyOpen: false, objects: [], durationMs: 0 },
        },
      },
    ],
    [
      'a value out of range',
      { type: 'unloaded', id: 1, outcome: { ok: true, value: { stillMapped: 'no', durationMs: 1 } } },
    ],
    [
      'a failure with an unknown code',
      { type: 'unloaded', id: 1, outcome: { ok: false, failure: { code: 'x', message: '' } } },
    ],
  ])('ends a child that sends %s', async (_, message) => {
    const { child, runner } = await start();
    const report = runner.unload(1);
    await nextRequest(child);
    child.say(message);
    expect((await report).outcome).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(child.signals).toContain('SIGKILL');
  });
});

describe('the objects of a load', () => {
  const sayLoaded = async (objects: readonly string[]) => {
    const { child, runner } = await start();
    const report = runner.load({ path: '/p/libx.so', binding: 'now', preload: [] });
    const { id } = await nextRequest(child);
    const value = { handle: 1, baseAddress: 0n, alreadyOpen: false, objects, durationMs: 0 };
    child.say({ type: 'loaded', id, outcome: { ok: true, value } });
    return (await report).outcome;
  };

  it('are plain absolute paths', async () => {
    const objects = ['/p/libx.so', '/p/..lib/lib...so.1'];
    expect(await sayLoaded(objects)).toMatchObject({ ok: true, value: { objects } });
  });

  it.each([
    '/p/lib/../../../home/me/.profile',
    'libx.so',
    '/p/./libx.so',
    '/p//libx.so',
    '/p/',
    '/p/libx.so\0',
    '',
  ])('are refused as %j', async (path) => {
    expect(await sayLoaded([path])).toMatchObject({ ok: false, failure: { code: 'internal' } });
  });
});

describe('output', () => {
  it('cuts at the marker, also when it comes in pieces and after the reply', async () => {
    const { child, runner } = await start();
    const report = runner.unload(1);
    const { id, outputMarker } = await nextRequest(child);
    child.say({ type: 'unloaded', id, outcome: unloadReply });
    child.stderr.write(`err${outputMarker}later`);
    child.stdout.write('out \0dlscope-end-');
    child.stdout.write('is not it ');
    for (const character of outputMarker) child.stdout.write(character);
    const { output } = await report;
    expect(output.stdout).toEqual({ text: 'out \0dlscope-end-is not it ', droppedBytes: 0 });
    expect(output.stderr.text).toBe('err');
  });

  it('keeps the tail of a flood and says how much it dropped', async () => {
    const { child, runner } = await start();
    const report = runner.unload(1);
    const request = await nextRequest(child);
    const line = 'ä'.repeat(50_000);
    for (let round = 0; round < 10; round++) child.stdout.write(line);
    answer(child, request);
    const { stdout } = (await report).output;
    expect(Buffer.byteLength(stdout.text) + stdout.droppedBytes).toBe(1_000_000);
    expect(stdout.text).toBe('ä'.repeat(131_072));
  });

  it('does not wait for long when the marker cannot come, nor shows it when it comes late', async () => {
    const { child, runner } = await start();
    const first = runner.unload(1);
    const early = await nextRequest(child);
    child.stdout.write('half');
    child.say({ type: 'unloaded', id: early.id, outcome: unloadReply });
    expect((await first).output.stdout.text).toBe('half');
    const second = runner.unload(2);
    child.stdout.write(`${early.outputMarker}whole`);
    answer(child, await nextRequest(child, 2));
    expect((await second).output.stdout.text).toBe('whole');
  });
});

describe('the end of the child', () => {
  it.each([
    { kind: 'signal', signal: 'SIGSEGV' },
    { kind: 'exit', code: 0 },
  ] as const)('fails the open request with %j', async (cause) => {
    const { child, runner } = await start();
    const seen: Fault[] = [];
    runner.onGone((fault) => seen.push(fault));
    const report = runner.unload(1);
    await nextRequest(child);
    child.stdout.write('last words');
    child.stderr.write('why');
    child.end(cause);
    child.endStreams();
    const { outcome, output } = await report;
    const fault = { ...cause, during: 'unload', stderrTail: 'why' };
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'fault', fault } });
    expect(output.stdout.text).toBe('last words');
    expect(seen).toEqual([fault]);
    expect(runner.alive).toBe(false);
    expect(child.signals).toEqual(['SIGKILL']);
    expect((await runner.unload(2)).outcome).toMatchObject({
      ok: false,
      failure: { code: 'runner-unavailable' },
    });
    runner.onGone((late) => seen.push(late));
    expect(seen).toHaveLength(2);
  });

  it('lets a reply that is on its way win over the end', async () => {
    const { child, runner } = await start();
    const gone = new Promise<Fault>((resolve) => runner.onGone(resolve));
    const report = runner.unload(1);
    const request = await nextRequest(child);
    child.end({ kind: 'signal', signal: 'SIGSEGV' });
    answer(child, request);
    child.endStreams();
    expect((await report).outcome).toEqual(unloadReply);
    expect((await gone).during).toBe('idle');
  });

  it('does not wait for pipes that somebody else holds', async () => {
    const { child, runner } = await start();
    const report = runner.unload(1);
    await nextRequest(child);
    child.end({ kind: 'signal', signal: 'SIGABRT' });
    expect((await report).outcome).toMatchObject({ failure: { fault: { signal: 'SIGABRT' } } });
  });

  it('names a stop and a time limit as such, the first cause first', async () => {
    for (const expected of [{ kind: 'stopped' }, { kind: 'timeout', ms: 1 }] as const) {
      const { child, runner } = await start();
      const report = runner.unload(1, expected.kind === 'timeout' ? { timeoutMs: expected.ms } : {});
      await nextRequest(child);
      const stopped = expected.kind === 'stopped' ? runner.stop() : Promise.resolve();
      await vi.waitFor(() => expect(child.signals).toContain('SIGKILL'));
      void runner.stop({ kind: 'timeout', ms: 99 });
      child.end({ kind: 'signal', signal: 'SIGKILL' });
      child.endStreams();
      expect((await report).outcome).toMatchObject({ failure: { code: 'fault', fault: expected } });
      await stopped;
    }
  });

  it('fails what was asked before the child was ready', async () => {
    const child = new FakeChild();
    const runner = createRunnerClient(child);
    const report = runner.unload(1);
    child.end({ kind: 'exit', code: 1 });
    child.endStreams();
    expect(await runner.ready).toMatchObject({ ok: false, failure: { fault: { kind: 'exit', code: 1 } } });
    expect((await report).outcome).toMatchObject({ ok: false, failure: { code: 'fault' } });
  });
});

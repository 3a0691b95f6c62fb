import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ExitCause } from '../contract/fault.ts';
import { createReaderClient, type ReaderDeath } from './reader-client.ts';
import type { ReaderTransport } from './transport.ts';

/** A reader process of which the test decides when it answers and when it dies. */
class FakeReader implements ReaderTransport {
  readonly pid = 1;
  readonly stderr: Readable;
  readonly posted: { readonly id: number; readonly method: string }[] = [];
  isKilled = false;
  #onMessage: (message: unknown) => void = () => undefined;
  #onExit: (cause: ExitCause) => void = () => undefined;

  constructor(lastWords = '') {
    this.stderr = Readable.from(lastWords === '' ? [] : [Buffer.from(lastWords)]);
  }
  post(message: { readonly id: number; readonly method: string }): void {
    this.posted.push(message);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener;
  }
  onExit(listener: (cause: ExitCause) => void): void {
    this.#onExit = listener;
  }
  kill(): void {
    this.isKilled = true;
    this.die();
  }
  send(message: unknown): void {
    this.#onMessage(message);
  }
  die(): void {
    this.#onExit({ kind: 'signal', signal: 'SIGKILL' });
  }
}

function start() {
  const spawned: FakeReader[] = [];
  const clock = { now: 0 };
  const reader = createReaderClient(
    () => {
      const child = new FakeReader();
      spawned.push(child);
      return child;
    },
    () => clock.now,
  );
  const child = (index: number): FakeReader => {
    const found = spawned[index];
    if (!found) throw new Error(`no child ${index}`);
    return found;
  };
  return { reader, spawned, clock, child };
}

const unavailable = { ok: false, failure: { code: 'reader-unavailable' } };

describe('the reader client', () => {
  it('starts one child at the first request and matches replies by id, in any order', async () => {
    const { reader, spawned, child } = start();
    expect(spawned).toHaveLength(0);
    const first = reader.inspect({ path: '/a' });
    const second = reader.symbols({ path: '/b', table: 'exports' });
    const [one, two] = child(0).posted;
    child(0).send({ id: two?.id, outcome: { ok: true, value: 'second' } });
    child(0).send({ id: one?.id, outcome: { ok: true, value: 'first' } });
    expect(await first).toEqual({ ok: true, value: 'first' });
    expect(await second).toEqual({ ok: true, value: 'second' });
    expect(spawned).toHaveLength(1);
    expect([one?.method, two?.method]).toEqual(['inspect', 'symbols']);
  });

  it('settles what is outstanding when the child dies, and starts another one', async () => {
    const { reader, child, spawned } = start();
    const requests = [reader.inspect({ path: '/a' }), reader.compare({ before: '/a', after: '/b' })];
    child(0).die();
    for (const outcome of await Promise.all(requests)) expect(outcome).toMatchObject(unavailable);
    const third = reader.inspect({ path: '/a' });
    child(1).send({ id: child(1).posted[0]?.id, outcome: { ok: true, value: 'again' } });
    expect(await third).toEqual({ ok: true, value: 'again' });
    expect(spawned).toHaveLength(2);
  });

  it('says how the child ended and what it wrote last, in the failure and to who asked to be told', async () => {
    const deaths: ReaderDeath[] = [];
    const child = new FakeReader(`${'x'.repeat(10_000)}koffi: no such symbol`);
    const reader = createReaderClient(
      () => child,
      () => 0,
      { onDeath: (death) => deaths.push(death) },
    );
    const request = reader.inspect({ path: '/a' });
    child.die();
    const outcome = await request;
    const detail = outcome.ok ? '' : (outcome.failure.detail ?? '');
    expect(detail).toMatch(/^It was ended by SIGKILL\.\nx+koffi: no such symbol$/);
    expect(detail.length).toBeLessThan(4200);
    expect(deaths).toMatchObject([{ cause: { kind: 'signal', signal: 'SIGKILL' } }]);
  });

  it('does not restart in a storm, and tries again when the minute is over', async () => {
    const { reader, child, spawned, clock } = start();
    for (let death = 0; death < 5; death++) {
      const request = reader.inspect({ path: '/bad' });
      child(death).die();
      expect(await request).toMatchObject(unavailable);
    }
    expect(await reader.inspect({ path: '/bad' })).toMatchObject(unavailable);
    expect(spawned).toHaveLength(5);
    clock.now = 60_001;
    void reader.inspect({ path: '/good' });
    expect(spawned).toHaveLength(6);
  });

  it('ignores answers to nothing and settles everything when closed', async () => {
    const { reader, child } = start();
    const request = reader.inspect({ path: '/a' });
    for (const odd of [null, 7, 'text', {}, { id: 99, outcome: null }]) child(0).send(odd);
    reader.close();
    expect(await request).toMatchObject(unavailable);
    expect(child(0).isKilled).toBe(true);
    expect(await reader.inspect({ path: '/a' })).toMatchObject(unavailable);
  });

  it('ends a child that owes an answer for too long, and starts another for the next request', async () => {
    const spawned: FakeReader[] = [];
    const spawn = () => {
      const child = new FakeReader();
      spawned.push(child);
      return child;
    };
    const reader = createReaderClient(spawn, () => 0, { timeoutMs: 1 });
    expect(await reader.inspect({ path: '/hangs' })).toMatchObject(unavailable);
    expect(spawned[0]?.isKilled).toBe(true);
    void reader.inspect({ path: '/next' });
    expect(spawned).toHaveLength(2);
  });
});

import type { IpcMainInvokeEvent } from 'electron';
import { beforeEach, describe, expect, test } from 'vitest';
import { requestChannels } from '../contract/channels.ts';
import { RateLimiter } from './rate-limiter.ts';
import { type RequestHandlers, routeRequests } from './request-router.ts';

type Listener = (event: IpcMainInvokeEvent, ...payload: unknown[]) => Promise<unknown>;

const ours = { sender: 'ours' } as unknown as IpcMainInvokeEvent;
const stranger = { sender: 'stranger' } as unknown as IpcMainInvokeEvent;
let listeners: Map<string, Listener>;
let bugs: unknown[];
let handled: [string, unknown][];
let nowMs = 0;

function handlers(): RequestHandlers {
  const entries = requestChannels.map((channel) => [
    channel,
    (input: unknown) => {
      handled.push([channel, input]);
      if (channel === 'library:reload') throw new Error('a bug');
      return { ok: true, value: null };
    },
  ]);
  return Object.fromEntries(entries) as RequestHandlers;
}

function send(channel: string, event: IpcMainInvokeEvent, ...payload: unknown[]): Promise<unknown> {
  const listener = listeners.get(channel);
  if (listener === undefined) throw new Error(`no listener for ${channel}`);
  return listener(event, ...payload);
}

beforeEach(() => {
  listeners = new Map();
  bugs = [];
  handled = [];
  nowMs = 0;
  routeRequests(handlers(), {
    handle: (channel, listener) => listeners.set(channel, listener),
    isOurPage: (event) => event === ours,
    limiter: new RateLimiter({ burst: 5, perSecond: 10 }, () => nowMs),
    reportBug: (error) => bugs.push(error),
    reportRefusal: () => undefined,
  });
});

describe('requests', () => {
  test('there is one listener for each channel of the contract and no other', () => {
    expect([...listeners.keys()]).toEqual([...requestChannels]);
  });

  test('a fitting request reaches its handler', async () => {
    await expect(send('library:close', ours, { libraryId: 'lib-1' })).resolves.toEqual({
      ok: true,
      value: null,
    });
    expect(handled).toEqual([['library:close', { libraryId: 'lib-1' }]]);
  });

  test('a stranger is refused on every channel and reaches no handler', async () => {
    for (const channel of requestChannels) {
      const answer = await send(channel, stranger, undefined).catch((error: unknown) => error);
      expect(answer).toSatisfy(
        (value: unknown) =>
          value instanceof Error ||
          (value as { failure: { code: string } }).failure.code === 'invalid-request',
      );
    }
    expect(handled).toEqual([]);
  });

  test.each([
    ['an unknown key', 'library:close', [{ libraryId: 'lib-1', force: true }]],
    ['a path where an id belongs', 'library:open-recent', [{ path: '/etc/passwd' }]],
    ['no input', 'library:close', []],
    ['two inputs', 'library:close', [{ libraryId: 'lib-1' }, 1]],
    ['an input where none belongs', 'library:open-dialog', ['/etc/passwd']],
    [
      'too many arguments',
      'call:run',
      [{ libraryId: 'l', input: { symbol: 'f', prototype: '', arguments: Array(257).fill('1') } }],
    ],
    ['a prototype key', 'settings:update', [JSON.parse('{"__proto__": {"demangle": true}, "x": 1}')]],
  ])('%s is refused', async (_name, channel, payload) => {
    await expect(send(channel, ours, ...payload)).resolves.toMatchObject({
      ok: false,
      failure: { code: 'invalid-request' },
    });
    expect(handled).toEqual([]);
  });

  test('an input heavier than the limit is refused before its schema is looked at', async () => {
    const answer = await send('library:open-dropped', ours, ['x'.repeat(33_000_000)]);
    expect(answer).toMatchObject({
      failure: { code: 'invalid-request', message: expect.stringContaining('too large') },
    });
  });

  test('an exception becomes the failure internal and is reported once', async () => {
    await expect(send('library:reload', ours, { libraryId: 'lib-1' })).resolves.toMatchObject({
      failure: { code: 'internal' },
    });
    expect(bugs).toHaveLength(1);
  });

  test('a flood on one channel is refused, and only there, and only for a while', async () => {
    const close = () => send('library:close', ours, { libraryId: 'lib-1' });
    for (let sent = 0; sent < 5; sent += 1) await close();
    await expect(close()).resolves.toMatchObject({ failure: { code: 'busy' } });
    await expect(send('library:activate', ours, { libraryId: 'lib-1' })).resolves.toMatchObject({ ok: true });
    nowMs += 1000;
    await expect(close()).resolves.toMatchObject({ ok: true });
  });

  test('a request without an outcome rejects when it is refused', async () => {
    await expect(send('app:snapshot', stranger)).rejects.toThrow('not our page');
  });
});

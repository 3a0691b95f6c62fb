import { expect, expectTypeOf, test } from 'vitest';
import { pushChannels, requestChannels } from './channels.ts';
import { type PushChannel, type RequestChannel, requests } from './ipc.ts';

test('the list of requests names every request of the contract', () => {
  expect([...requestChannels].sort()).toEqual(Object.keys(requests).sort());
  expectTypeOf<(typeof requestChannels)[number]>().toEqualTypeOf<RequestChannel>();
});

test('the list of pushes names every push of the contract', () => {
  expectTypeOf<(typeof pushChannels)[number]>().toEqualTypeOf<PushChannel>();
  expect(new Set(pushChannels).size).toBe(pushChannels.length);
});

import { expect, test } from 'vitest';
import { currentState, dispatch, dispatchPush, subscribe } from './store.ts';

const notice = (message: string) =>
  ({ type: 'app:noticed', payload: { failure: { code: 'file-missing', message } } }) as const;
const messages = () => currentState().notices.map(({ failure }) => failure.message);

test('a burst of pushes is in the state at once and told of once, in a task of its own', async () => {
  let told = 0;
  const heard = new Promise<void>((resolve) => {
    subscribe(() => {
      told += 1;
      resolve();
    });
  });
  for (const message of ['one', 'two', 'three']) dispatchPush(notice(message));
  expect(messages()).toEqual(['one', 'two', 'three']);
  expect(told).toBe(0);
  await heard;
  expect(told).toBe(1);
  dispatch({ type: 'page:notice-raised', failure: notice('four').payload.failure });
  expect(told).toBe(2);
});

import { expect, test } from 'vitest';
import { payloadWeight } from './payload-weight.ts';

test('weighs text and buffers by their length', () => {
  expect(payloadWeight('x'.repeat(1000), 1e6)).toBeGreaterThanOrEqual(1000);
  expect(payloadWeight({ a: new Uint8Array(5000) }, 1e6)).toBeGreaterThanOrEqual(5000);
  expect(payloadWeight(undefined, 1e6)).toBeLessThan(100);
});

test('stops soon above the limit, however deep, wide or circular the payload is', () => {
  const circular: unknown[] = [];
  circular.push(circular);
  expect(payloadWeight(circular, 10_000)).toBeGreaterThan(10_000);

  let deep: unknown = 'end';
  for (let level = 0; level < 200_000; level += 1) deep = [deep];
  expect(payloadWeight(deep, 100_000)).toBeGreaterThan(100_000);

  expect(payloadWeight(Array(1_000_000).fill(null), 100_000)).toBeGreaterThan(100_000);
});

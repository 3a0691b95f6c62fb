import { beforeEach, describe, expect, test } from 'vitest';
import type { WatchEvent, WatchEventName } from './watch-event.ts';
import { createWatchOrder, type WatchOrder } from './watch-order.ts';

let printed: string[];
let order: WatchOrder;

function event(name: WatchEventName, generation: number): WatchEvent {
  return { event: name, generation, identity: null, build: null, at: '', durationMs: 0 };
}

beforeEach(() => {
  printed = [];
  order = createWatchOrder((told) => printed.push(`${told.event} ${told.generation}`));
});

function load(generation: number, calls = 1, checks = true): void {
  order.attempt(event('reloaded', generation), { calls, checks });
}

test('the order is the same whichever is known first', () => {
  load(2);
  order.changed(event('changes', 2));
  order.checked([event('check', 2), event('checks', 2)]);
  order.called(event('result', 2));
  load(3);
  order.called(event('result', 3));
  order.checked([event('checks', 3)]);
  order.changed(event('changes', 3));
  expect(printed).toEqual([
    ...['reloaded 2', 'result 2', 'check 2', 'checks 2', 'changes 2'],
    ...['reloaded 3', 'result 3', 'checks 3', 'changes 3'],
  ]);
});

test('without calls the changes come at once', () => {
  load(2, 0, false);
  order.changed(event('changes', 2));
  expect(printed).toEqual(['reloaded 2', 'changes 2']);
});

describe('while a load is still told', () => {
  test('what is known of it comes before the next load, and what comes late after that one is told', () => {
    load(2);
    order.changed(event('changes', 2));
    load(3);
    order.called(event('result', 3));
    order.called(event('result', 3));
    order.changed(event('changes', 3));
    order.checked([event('checks', 3)]);
    expect(printed).toEqual([
      ...['reloaded 2', 'changes 2', 'reloaded 3', 'result 3', 'result 3', 'checks 3', 'changes 3'],
    ]);
  });

  test('an attempt that loads nothing is told at once', () => {
    load(2);
    order.changed(event('changes', 2));
    order.attempt(event('missing', 2), null);
    expect(printed).toEqual(['reloaded 2', 'missing 2']);
  });
});

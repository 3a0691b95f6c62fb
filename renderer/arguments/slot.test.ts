import { expect, test } from 'vitest';
import type { Failure } from '../../electron/contract/failure.ts';
import { isAbout, ownFailure, partSlot, type Slot } from './slot.ts';
import { int, point, records } from './types-for-tests.ts';

const about = (argument: string): Failure => ({
  code: 'bad-argument',
  message: `${argument}: wrong`,
  argument,
});
const slot = (failure: Failure | null): Slot => ({
  id: 'a',
  label: 'config',
  type: point,
  records,
  text: '',
  failure,
  optional: false,
  depth: 0,
  onChange: () => undefined,
});
const part = { type: int, text: '', onChange: () => undefined };

test('a failure belongs to a value and to those around it', () => {
  expect(isAbout(about('config.items[2].x'), 'config')).toBe(true);
  expect(isAbout(about('config.items[2].x'), 'config.items[2]')).toBe(true);
  expect(isAbout(about('config.items[2].x'), 'config.item')).toBe(false);
  expect(isAbout(about('configuration'), 'config')).toBe(false);
  expect(isAbout(null, 'config')).toBe(false);
});

test('it is shown by the innermost part in view, and by nobody else', () => {
  const outer = slot(about('config.items[2].x'));
  const items = partSlot(outer, '.items', part);
  const other = partSlot(outer, '.other', part);
  expect([items.failure !== null, other.failure]).toEqual([true, null]);
  expect(ownFailure(outer, [other, items])).toBeNull();
  expect(ownFailure(outer, [other])).toBe(outer.failure);
});

test('parts are named by their path', () => {
  const item = partSlot(partSlot(slot(null), '.items', part), '[2]', part);
  expect([item.label, item.depth]).toEqual(['config.items[2]', 2]);
  expect(partSlot(slot(null), '', part).depth).toBe(0);
});

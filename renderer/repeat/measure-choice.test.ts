import { expect, test } from 'vitest';
import { firstMeasure, measureOf } from './measure-choice.ts';

test('runs end after a minute all the same', () => {
  expect(measureOf({ ...firstMeasure, until: 'runs', runs: '10,000' })).toEqual({ runs: 10_000, ms: 60_000 });
});

test('seconds have no number of runs', () => {
  expect(measureOf({ ...firstMeasure, seconds: '0.5' })).toEqual({ runs: null, ms: 500 });
});

test('says what fits when something does not', () => {
  expect(measureOf({ ...firstMeasure, until: 'runs', runs: 'many' })).toContain('1,000,000,000');
  expect(measureOf({ ...firstMeasure, until: 'runs', runs: '0' })).toContain('runs');
  expect(measureOf({ ...firstMeasure, seconds: '601' })).toContain('seconds');
  expect(measureOf({ ...firstMeasure, seconds: '0' })).toContain('seconds');
});

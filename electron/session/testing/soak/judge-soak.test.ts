import { describe, expect, it } from 'vitest';
import type { Holdings } from './holdings.ts';
import { faultsOfMixture, faultsOfSteadiness } from './judge-soak.ts';
import type { MixedCounts } from './mixed-replacements.ts';
import { mixedOrder } from './seeded-order.ts';
import type { Sample } from './steady-reloads.ts';

const holdings: Holdings = { memoryMb: 60, descriptors: 20, maps: 90, children: 1 };
const sample: Sample = { reloads: 50, session: holdings, runner: holdings, images: 1, copies: 2 };
const mixture: MixedCounts = {
  strategy: 'swap',
  seed: 1,
  replacements: 15,
  leavings: 4,
  loads: 15,
  missed: 0,
  doubled: 0,
  stale: 0,
  faults: [],
};

const steady = (last: Partial<Sample>, others: object = {}) =>
  faultsOfSteadiness({
    reloads: 100,
    stale: 0,
    runners: 1,
    samples: [sample, { ...sample, reloads: 100, ...last }],
    ...others,
  });

describe('a row of replacements', () => {
  it('is faultless when each was loaded once', () => expect(faultsOfMixture(mixture)).toEqual([]));

  it.each(['missed', 'doubled', 'stale'] as const)('is at fault for one that was %s', (kind) => {
    expect(faultsOfMixture({ ...mixture, [kind]: 1 }).join()).toContain(`1 ${kind}`);
  });

  it('is at fault when loads are lacking', () => {
    expect(faultsOfMixture({ ...mixture, loads: 14 })).toEqual(['swap: 14 loads for 15 replacements']);
  });
});

describe('many reloads', () => {
  it('are flat when nothing grew', () => expect(steady({})).toEqual([]));

  it.each(['descriptors', 'maps', 'children'] as const)('are not flat when %s grew by one', (what) => {
    expect(steady({ runner: { ...holdings, [what]: holdings[what] + 1 } }).join()).toContain(what);
    expect(steady({ session: { ...holdings, [what]: holdings[what] + 1 } }).join()).toContain(what);
  });

  it('are not flat when memory, copies or images grew', () => {
    expect(steady({ runner: { ...holdings, memoryMb: 81 } })).toEqual([
      'the memory of the runner grew by 21.0 MB',
    ]);
    expect(steady({ copies: 4 })).toEqual(['copies grew from 2 to 4']);
    expect(steady({ images: 2 })).toEqual(['after 100 reloads 2 builds were mapped']);
  });

  it('are at fault for a stale result and for a second runner', () => {
    expect(steady({}, { stale: 1, runners: 2 })).toEqual(['1 results were stale', '2 runners were needed']);
  });
});

it('the order of a soak follows from its seed and has every step equally often', () => {
  const row = mixedOrder(['a', 'b', 'c'], 20, 7);
  expect(mixedOrder(['a', 'b', 'c'], 20, 7)).toEqual(row);
  expect(mixedOrder(['a', 'b', 'c'], 20, 8)).not.toEqual(row);
  expect(row.filter((step) => step === 'b')).toHaveLength(20);
});

import type { Measure } from '../../electron/contract/runner-protocol.ts';

/** How long a call is repeated, as the fields hold it. */
export interface MeasureChoice {
  readonly until: 'runs' | 'seconds';
  readonly runs: string;
  readonly seconds: string;
}

export const firstMeasure: MeasureChoice = { until: 'seconds', runs: '100000', seconds: '1' };

const runLimit = 1_000_000_000;
const secondLimit = 600;
// However many runs are asked for, nobody waits longer without asking for it in seconds.
const runsEndMs = 60_000;

/** The measurement that the fields ask for, or why there is none. */
export function measureOf({ until, runs, seconds }: MeasureChoice): Measure | string {
  if (until === 'runs') {
    const number = /^\d+$/.test(plain(runs)) ? Number(plain(runs)) : 0;
    if (number < 1 || number > runLimit) return 'Between 1 and 1,000,000,000 runs.';
    return { runs: number, ms: runsEndMs };
  }
  const number = /^(?:\d+\.?\d*|\.\d+)$/.test(seconds.trim()) ? Number(seconds) : 0;
  const ms = Math.round(number * 1000);
  if (ms < 1 || number > secondLimit) return 'Between 0.001 and 600 seconds.';
  return { runs: null, ms };
}

/** `100 000`, `100,000` and `100_000` as digits alone. */
function plain(text: string): string {
  return text.replace(/[\s,_]/g, '');
}

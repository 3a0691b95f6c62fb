import type { CallOutcome, CallRecord } from '../../electron/contract/call-record.ts';
import { shown } from '../result/values-for-tests.ts';

const tail = { text: '', droppedBytes: 0 };

type Returned = Extract<CallOutcome, { kind: 'returned' }>;

/** A call that returned an int, changed by what is given. */
export function returnedFor(text: string, change: Partial<Returned> = {}): Returned {
  return {
    kind: 'returned',
    text,
    hex: null,
    type: 'int',
    value: shown(text, { json: text }),
    out: [],
    callbacks: [],
    durationNs: 1,
    timing: null,
    errno: null,
    stdout: tail,
    stderr: tail,
    ...change,
  };
}

/** A record of `add(3, 4)` with that generation. */
export function recordFor(
  generation: number,
  outcome: CallOutcome,
  change: Partial<CallRecord> = {},
): CallRecord {
  return {
    id: `${generation} ${outcome.kind === 'returned' ? outcome.text : outcome.kind}`,
    atMs: 0,
    generation,
    input: { symbol: 'add', prototype: 'int add(int a, int b)', arguments: ['3', '4'] },
    outcome,
    trigger: 'user',
    ...change,
  };
}

import type { CallOutcome } from '../call-record.ts';

type Returned = Extract<CallOutcome, { readonly kind: 'returned' }>;

const silence = { text: '', droppedBytes: 0 };

/** What a call that returned an `int` left, as a record keeps it. */
export function returned(text: string, change: Partial<Returned> = {}): Returned {
  return {
    kind: 'returned',
    text,
    hex: null,
    type: 'int',
    value: {
      name: null,
      type: 'int',
      text,
      hex: null,
      at: null,
      pointsTo: null,
      children: [],
      more: 0,
      json: text,
    },
    out: [],
    callbacks: [],
    durationNs: 1,
    timing: null,
    errno: null,
    stdout: silence,
    stderr: silence,
    ...change,
  };
}

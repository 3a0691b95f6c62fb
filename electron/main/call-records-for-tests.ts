import type { CallRecord } from '../contract/call-record.ts';
import type { ShownValue } from '../contract/shown-value.ts';

/** A shown value that is an `int`, or has children. */
export function shown(text: string, children: readonly ShownValue[] = []): ShownValue {
  return {
    name: null,
    type: 'int',
    text,
    hex: null,
    at: null,
    pointsTo: null,
    children,
    more: 0,
    json: text,
  };
}

/** A call of `add` that returned its number, different for every number. */
export function callRecord(number: number, written = 'written\u001b[2J é'): CallRecord {
  return {
    id: `c${number}`,
    atMs: 1_700_000_000_000 + number,
    generation: 3,
    input: { symbol: 'add', prototype: 'int add(int a)', arguments: [String(number)] },
    outcome: {
      kind: 'returned',
      text: String(number),
      hex: '0x00000001',
      type: 'int',
      value: shown(String(number), [shown('1', [shown('2')])]),
      out: [{ ...shown('5'), name: 'count' }],
      callbacks: [{ label: 'compare', total: 900, calls: [[shown('1'), shown('2')]] }],
      durationNs: 48.5,
      timing: {
        runs: 10,
        medianNs: 1,
        p95Ns: 2,
        minimumNs: 1,
        maximumNs: 3,
        histogram: [{ fromNs: 0, toNs: 3, count: 10 }],
        overheadNs: null,
        batch: 1,
      },
      errno: { code: 2, name: 'ENOENT', message: 'No such file or directory' },
      stdout: { text: written, droppedBytes: 0 },
      stderr: { text: '', droppedBytes: 7 },
    },
    trigger: 'user',
  };
}

import { expect, test } from 'vitest';
import type { CallRecord } from '../contract/call-record.ts';
import { historyEntry } from '../contract/testing/history-entry.ts';
import { returned } from '../contract/testing/returned.ts';
import { TerminalLog } from './terminal-log.ts';
import { callLine, historyLine } from './terminal-report.ts';

const identity = { dev: 1n, ino: 100n, size: 9n, mtimeNs: 1n, ctimeNs: 1n };
const loaded = historyEntry({
  generation: 2,
  answering: 2,
  durationMs: 21.4,
  strategy: 'fresh',
  before: { identity, build: null },
  after: { identity: { ...identity, ino: 101n }, build: { buildId: '9f3c21e0aabbccdd', hash: '00' } },
  symbolCount: 3,
  changed: ['add'],
  changedCount: 1,
  compared: true,
});
const silence = { text: '', droppedBytes: 0 };
const call: CallRecord = {
  id: 'c1',
  atMs: 0,
  generation: 2,
  input: { symbol: 'add', prototype: 'int add(int, int)', arguments: ['3', '4'] },
  outcome: returned('12', { hex: '0xc', durationNs: 40 }),
  trigger: 'user',
};

test('a loaded build is one line with what changed', () => {
  expect(historyLine('a.so', loaded)).toBe(
    'a.so  #2 loaded in 21 ms · inode 100 → 101 · build 9f3c21e0aabb · 0 added, 0 removed, 1 changed',
  );
});

test('a needed library that changed is named', () => {
  const needed = [{ path: '/p/libhelper.so', before: null, after: null }];
  expect(historyLine('a.so', { ...loaded, needed })).toMatch(/1 changed · libhelper\.so changed$/);
});

test('a rejected build says why, whole and in one line', () => {
  const failure = {
    code: 'dlopen-failed',
    message: 'dlopen refused it.',
    detail: 'a.so: undefined symbol:\nx\x1b[2J',
  } as const;
  expect(
    historyLine('a.so', { ...loaded, generation: null, answering: 1, verdict: 'rejected', failure }),
  ).toMatch(
    /^a\.so {2}– rejected in 21 ms · .* · dlopen refused it\. · a\.so: undefined symbol:\\nx\\x1b\[2J · #1 still answers$/,
  );
});

test('a call shows its arguments and its result, escaped', () => {
  expect(callLine('a.so', call)).toBe('a.so  #2 add(3, 4) = 12');
  const hostile = { ...call, input: { ...call.input, arguments: ['\x1b]0;x\x07', 'b'] } };
  expect(callLine('a.so', hostile)).toBe('a.so  #2 add(\\x1b]0;x\\x07, b) = 12');
});

test('a fault names its cause', () => {
  const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' } as const;
  expect(
    callLine('a.so', { ...call, outcome: { kind: 'fault', fault, stdout: silence, stderr: silence } }),
  ).toBe('a.so  #2 add(3, 4) fault: The runner was ended by SIGSEGV during the call.');
});

test('a flood is cut and its length told', () => {
  const lines: string[] = [];
  let seconds = 1;
  const log = new TerminalLog(
    (text) => lines.push(text),
    () => new Date(seconds * 1000),
  );
  for (let count = 0; count < 500; count += 1) log.line('x');
  seconds += 1;
  log.line('y');
  expect(lines).toHaveLength(52);
  expect(lines[50]).toContain('450 more lines');
});

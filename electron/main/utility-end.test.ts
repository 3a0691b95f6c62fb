import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ExitCause } from '../contract/fault.ts';
import { UtilityEnd } from './utility-end.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ended(steps: (end: UtilityEnd) => void): ExitCause[] {
  const causes: ExitCause[] = [];
  const end = new UtilityEnd();
  end.onEnd((cause) => causes.push(cause));
  end.noteStart(100);
  steps(end);
  expect(causes).toEqual([]);
  vi.runAllTimers();
  return causes;
}

test('a signal is known from both events, in either order', () => {
  const gone = { reason: 'crashed', exitCode: 11 };
  const expected = [{ kind: 'signal', signal: 'SIGSEGV' }];
  const exitFirst = ended((end) => {
    end.noteExit(11);
    end.noteGone(gone);
  });
  const goneFirst = ended((end) => {
    end.noteGone(gone);
    end.noteExit(11);
  });
  expect(exitFirst).toEqual(expected);
  expect(goneFirst).toEqual(expected);
});

test('a kill is a signal as well', () => {
  const causes = ended((end) => {
    end.noteExit(9);
    end.noteGone({ reason: 'killed', exitCode: 9 });
  });
  expect(causes).toEqual([{ kind: 'signal', signal: 'SIGKILL' }]);
});

test.each([
  [6, 'SIGABRT'],
  [29, 'SIGIO'],
  [8, 'SIGFPE'],
])('signal %i has its usual name', (number, signal) => {
  const causes = ended((end) => {
    end.noteExit(number);
    end.noteGone({ reason: 'crashed', exitCode: number });
  });
  expect(causes).toEqual([{ kind: 'signal', signal }]);
});

test('exit(11) is no SIGSEGV', () => {
  expect(ended((end) => end.noteExit(11))).toEqual([{ kind: 'exit', code: 11 }]);
});

test('code 0 may be a signal that Electron does not report', () => {
  expect(ended((end) => end.noteExit(0))).toEqual([{ kind: 'exit', code: 0, orSignal: true }]);
});

test('an exit code that is no signal needs no second event', () => {
  expect(ended((end) => end.noteExit(127))).toEqual([{ kind: 'exit', code: 127 }]);
});

test('an abnormal exit keeps its code', () => {
  const causes = ended((end) => {
    end.noteExit(6);
    end.noteGone({ reason: 'abnormal-exit', exitCode: 6 });
  });
  expect(causes).toEqual([{ kind: 'exit', code: 6 }]);
});

test('who asks after the end is told at once', () => {
  const end = new UtilityEnd();
  end.noteExit(3);
  vi.runAllTimers();
  const causes: ExitCause[] = [];
  end.onEnd((cause) => causes.push(cause));
  expect(causes).toEqual([{ kind: 'exit', code: 3 }]);
});

test('an end that no event tells of is known from the process itself', () => {
  const seen = { kind: 'signal', signal: 'SIGSEGV' } as const;
  expect(ended((end) => end.noteDead(seen))).toEqual([seen]);
});

test('an event that comes after the process was seen dead says more', () => {
  const causes = ended((end) => {
    end.noteDead({ kind: 'exit', code: 0 });
    end.noteExit(0);
  });
  expect(causes).toEqual([{ kind: 'exit', code: 0, orSignal: true }]);
});

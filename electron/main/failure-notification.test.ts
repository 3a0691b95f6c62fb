import { expect, test } from 'vitest';
import type { HistoryEntry, Verdict } from '../contract/history-entry.ts';
import type { EndedBuild } from './build-service.ts';
import { failureNotification } from './failure-notification.ts';

const away = { isWanted: true, isFocused: false };

function reload(verdict: Verdict, more: Partial<HistoryEntry> = {}) {
  const entry = { verdict, answering: 2, failure: null, fault: null, ...more } as HistoryEntry;
  return { kind: 'reload', name: 'libgame.so', entry } as const;
}

function build(end: EndedBuild['end'], errors = 0) {
  const run = {
    kind: 'ended',
    startedAtMs: 0,
    durationMs: 1,
    trigger: 'save',
    end,
    counts: { errors, warnings: 0 },
  } as const;
  return { kind: 'build', name: 'libgame.so', run } as const;
}

test('a failed reload is told with the loader’s words and what still answers', () => {
  const detail = '/tmp/copies of 1/2/libgame.so: undefined symbol: scale<int>(int&)';
  const rejected = reload('rejected', { failure: { code: 'dlopen-failed', message: 'm', detail } });
  expect(failureNotification(rejected, away)).toEqual({
    title: 'libgame.so: the new build was rejected',
    // The path of the private copy says nothing, and desktops read markup.
    body: 'undefined symbol: scale‹int›(int＆)\n#2 still answers calls.',
  });
  const other = 'libutil.so: cannot open shared object file: No such file or directory';
  const missing = reload('rejected', { failure: { code: 'dlopen-failed', message: 'm', detail: other } });
  expect(failureNotification(missing, away)?.body).toContain(other);
  const fault = { kind: 'signal', signal: 'SIGSEGV', during: 'load', stderrTail: '' } as const;
  expect(failureNotification(reload('crashed', { fault, answering: null }), away)?.body).toContain('SIGSEGV');
  expect(failureNotification(reload('rolled-back'), away)).not.toBeNull();
});

test('what went well, what the user did and what is no reload is not told', () => {
  for (const verdict of ['loaded', 'unchanged', 'missing', 'fault', 'released'] as const) {
    expect(failureNotification(reload(verdict), away)).toBeNull();
  }
  expect(failureNotification(build({ kind: 'exit', code: 0 }), away)).toBeNull();
  expect(failureNotification(build({ kind: 'cancelled' }), away)).toBeNull();
});

test('a failed build is told with what was counted, else with how it ended', () => {
  expect(failureNotification(build({ kind: 'exit', code: 2 }, 3), away)).toEqual({
    title: 'libgame.so: the build failed',
    body: '3 errors',
  });
  expect(failureNotification(build({ kind: 'signal', signal: 'SIGKILL' }), away)?.body).toBe(
    'build ended by SIGKILL',
  );
  expect(failureNotification(build({ kind: 'not-started', message: 'no folder' }), away)?.body).toBe(
    'no folder',
  );
});

test('nothing is told to who did not ask for it, or who looks at the window', () => {
  for (const surroundings of [
    { isWanted: false, isFocused: false },
    { isWanted: true, isFocused: true },
  ]) {
    expect(failureNotification(reload('rejected'), surroundings)).toBeNull();
    expect(failureNotification(build({ kind: 'exit', code: 1 }), surroundings)).toBeNull();
  }
});

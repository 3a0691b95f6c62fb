import { describe, expect, test } from 'vitest';
import { failureCodes } from '../../electron/contract/failure.ts';
import type { Fault } from '../../electron/contract/fault.ts';
import type { Freshness } from '../../electron/contract/session-state.ts';
import { explainFailure } from './failure-wording.ts';
import { describeFault, whenFaulted } from './fault-wording.ts';
import { describeFreshness } from './freshness-wording.ts';
import { explainLoaderText } from './loader-wording.ts';

const segfault: Fault = { kind: 'signal', signal: 'SIGSEGV', during: 'call', stderrTail: '' };

test('every failure code has words of its own', () => {
  const titles = failureCodes.map((code) => explainFailure({ code, message: '' }).title);
  expect(new Set(titles).size).toBe(failureCodes.length);
});

test('a loader text refines the words of its code', () => {
  const words = explainFailure({
    code: 'dlopen-failed',
    message: '',
    detail: './a.so: undefined symbol: scale',
  });
  expect(words.title).toBe('Undefined symbol');
  expect(words.meaning).toContain('scale');
});

describe('explainLoaderText', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['./a.so: undefined symbol: scale, version V2', 'Undefined symbol'],
    ['libx.so.1: cannot open shared object file: No such file or directory', 'Library not found'],
    ["/lib/libc.so.6: version `GLIBC_2.99' not found (required by ./a.so)", 'Version not found'],
    ['./a.so: file too short', 'Damaged or partial file'],
    ['./a.so: wrong ELF class: ELFCLASS32', 'Wrong word size'],
  ];
  test.each(cases)('%s', (text, title) => {
    expect(explainLoaderText(text)?.title).toBe(title);
  });

  test('says nothing about a text it does not know', () => {
    expect(explainLoaderText('something else')).toBeNull();
  });
});

describe('describeFault', () => {
  test('names signals in words and by name', () => {
    expect(describeFault(segfault).title).toBe('Segmentation fault (SIGSEGV)');
    expect(describeFault({ ...segfault, signal: 'SIGRTMIN' }).title).toBe('SIGRTMIN');
    expect(whenFaulted(segfault)).toBe('during the call');
  });

  test('explains exit codes', () => {
    const exit = (code: number) => describeFault({ kind: 'exit', code, during: 'call', stderrTail: '' });
    expect(exit(0).meaning).toContain('exit(0)');
    expect(exit(127).meaning).toContain('missing function');
    expect(exit(7).title).toContain('exit code 7');
  });

  test('tells what we ended from what ended by itself', () => {
    expect(describeFault({ kind: 'stopped', during: 'call', stderrTail: '' }).title).toBe('Stopped by you');
    expect(describeFault({ kind: 'timeout', ms: 10_000, during: 'load', stderrTail: '' }).title).toContain(
      '10 s',
    );
  });
});

describe('describeFreshness', () => {
  const failure = { code: 'file-missing', message: 'gone' } as const;
  const all: readonly Freshness[] = [
    { kind: 'same' },
    { kind: 'settling', sinceMs: 0 },
    { kind: 'older', failure },
    { kind: 'missing' },
    { kind: 'paused', changed: true },
    { kind: 'released' },
    { kind: 'crashed', fault: segfault },
    { kind: 'not-loaded', failure },
    { kind: 'loading', sinceMs: 0 },
  ];

  test('every state has a label of its own', () => {
    const labels = all.map(
      (freshness) => describeFreshness({ freshness, generation: null, activity: null }).label,
    );
    expect(new Set(labels).size).toBe(all.length);
    expect(labels[0]).toBe('Running build = file on disk');
  });
});

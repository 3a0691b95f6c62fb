import { describe, expect, it } from 'vitest';
import { fail } from '../contract/failure.ts';
import type { ElfFacts } from '../contract/library-model.ts';
import {
  decideReload,
  type FoundFile,
  type ReloadDecision,
  type ReloadQuestion,
  staleCodeAfter,
} from './decide-reload.ts';
import { buildOf, identityOf, loadableFacts } from './testing/facts.ts';

const unreadable = fail('permission-denied', 'No.').failure;
const running = buildOf('one');

function found(hash: string, facts: Partial<ElfFacts> = {}): FoundFile {
  return { kind: 'build', identity: identityOf(2n), build: buildOf(hash), facts: loadableFacts(facts) };
}

const usual: ReloadQuestion = {
  trigger: 'watch',
  found: found('two'),
  running,
  crashedBefore: false,
  passedOver: null,
  place: 'isolated',
  strategy: 'fresh',
};

const rejected = (code: string) => ({ action: 'reject', failure: { code } });
const executable = { cannotLoad: 'It is a program.', fileType: { code: 2, name: 'EXEC' } };

const table: readonly {
  readonly when: string;
  readonly question: Partial<ReloadQuestion>;
  readonly expected: object;
}[] = [
  { when: 'another build', question: {}, expected: { action: 'load', strategy: 'fresh' } },
  { when: 'the first build', question: { running: null, trigger: 'open' }, expected: { action: 'load' } },
  { when: 'strict', question: { strategy: 'strict' }, expected: { action: 'load', strategy: 'strict' } },
  { when: 'in main', question: { place: 'in-main' }, expected: { action: 'load', strategy: 'strict' } },
  { when: 'the same build', question: { found: found('one') }, expected: { action: 'keep' } },
  {
    when: 'the same build, asked for',
    question: { found: found('one'), trigger: 'manual' },
    expected: { action: 'load' },
  },
  {
    when: 'the same build, when an option changed while it was loaded',
    question: { found: found('one'), trigger: 'option' },
    expected: { action: 'keep' },
  },
  {
    when: 'the same build, when its process is gone',
    question: { found: found('one'), running: null },
    expected: { action: 'load' },
  },
  {
    when: 'the build that the user went back from',
    question: { passedOver: 'two' },
    expected: { action: 'pass-over' },
  },
  {
    when: 'the build that the user went back from, asked for',
    question: { passedOver: 'two', trigger: 'manual' },
    expected: { action: 'load' },
  },
  {
    when: 'another build than the one that the user went back from',
    question: { passedOver: 'three' },
    expected: { action: 'load' },
  },
  { when: 'no file', question: { found: { kind: 'missing' } }, expected: { action: 'note-missing' } },
  {
    when: 'no file, asked for',
    question: { found: { kind: 'missing' }, trigger: 'manual' },
    expected: { action: 'note-missing' },
  },
  {
    when: 'a file that cannot be read',
    question: { found: { kind: 'unreadable', failure: unreadable } },
    expected: { action: 'reject', failure: unreadable },
  },
  {
    when: 'an incomplete file',
    question: { found: found('two', { complete: false, expectedSize: 900n }) },
    expected: rejected('incomplete-file'),
  },
  {
    when: 'an incomplete file, asked for',
    question: { found: found('two', { complete: false }), trigger: 'manual' },
    expected: rejected('incomplete-file'),
  },
  {
    when: 'another machine',
    question: { found: found('two', { cannotLoad: 'It is for AArch64.' }) },
    expected: rejected('wrong-machine'),
  },
  {
    when: 'a program',
    question: { found: found('two', executable) },
    expected: rejected('not-a-shared-library'),
  },
  {
    when: 'a build that crashed',
    question: { crashedBefore: true },
    expected: rejected('build-crashed-before'),
  },
  {
    when: 'a build that crashed, at the start',
    question: { crashedBefore: true, trigger: 'open' },
    expected: rejected('build-crashed-before'),
  },
  {
    when: 'a build that crashed, elsewhere',
    question: { crashedBefore: true, trigger: 'option' },
    expected: rejected('build-crashed-before'),
  },
  {
    when: 'a build that crashed, asked for',
    question: { crashedBefore: true, trigger: 'manual' },
    expected: { action: 'load' },
  },
];

describe('the decision about a settled file', () => {
  it.each(table)('$when', ({ question, expected }) => {
    const decision: ReloadDecision = decideReload({ ...usual, ...question });
    expect(decision).toMatchObject(expected);
  });

  it('names both sizes of an incomplete file', () => {
    const decision = decideReload({ ...usual, found: found('two', { complete: false, expectedSize: 900n }) });
    expect(decision).toMatchObject({ failure: { message: expect.stringMatching(/100 bytes .* byte 900/) } });
  });
});

describe('the warning of an image that was open before', () => {
  it('says what dlclose said', () => {
    expect(staleCodeAfter(null).warning).toContain('the old code keeps running');
    const failure = fail('dlclose-failed', 'No.', { detail: 'shared object not open' });
    expect(staleCodeAfter(failure.failure).warning).toContain('shared object not open');
  });
});

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Conversation } from './conversation.ts';
import { type FaultName, type FaultOutcome, faultNames, faults } from './faults.ts';
import { hostPath, samplePath } from './samples.ts';

const run = promisify(execFile);

/** What /proc tells of a process that hangs in the way it should: its system call by number, or its state. */
const signsOfHanging: Partial<Record<FaultName, RegExp>> = {
  deadlock: /^syscall 202 /m, // futex
  loop_forever: /^ticks [1-9]/m,
  loop_with_signals_blocked: /^SigBlk:\tfffffffe7ff[b-f]feff$/m,
  sleep_forever: /^syscall 34 /m, // pause
  stop_self: /^State:\tT/m,
};

describe('faults.so', () => {
  let talk: Conversation | undefined;

  afterEach(async () => {
    talk?.process.kill('SIGKILL');
    await talk?.ended;
    talk = undefined;
  });

  async function callFault(name: FaultName): Promise<Conversation> {
    talk = new Conversation(hostPath, samplePath('faults'));
    await talk.nextQuestion();
    await talk.answer(name);
    talk.type('1 1');
    return talk;
  }

  it('exports exactly the functions of the list', async () => {
    const { stdout } = await run('nm', [
      '-D',
      '--defined-only',
      '--format=just-symbols',
      samplePath('faults'),
    ]);
    expect(stdout.trim().split('\n').sort()).toEqual([...faultNames].sort());
  });

  it.each(withOutcome('signal'))('%s ends the process with its signal', async (name, outcome) => {
    const called = await callFault(name);
    expect(await called.finish()).toEqual({ code: null, signal: outcome.signal });
  });

  it.each(withOutcome('exit'))('%s ends the process with its exit code', async (name, outcome) => {
    const called = await callFault(name);
    expect(await called.finish()).toEqual({ code: outcome.code, signal: null });
  });

  it.each(withOutcome('hang'))('%s does not return', async (name) => {
    const called = await callFault(name);
    await vi.waitFor(async () => {
      expect(await stateOf(called.process.pid)).toMatch(signsOfHanging[name] ?? /not in the table/);
    });
    called.process.kill('SIGKILL');
    expect(await called.finish()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(called.transcript).toMatch(/1 1\n$/);
  });

  it.each([
    ['print_100_mb', /x\n100\n/],
    ['take_all_memory', /1 1\n\d+\n/],
    ['fork_and_return', /1 1\n[\s\S]*1\n/],
  ] as const)('%s returns', async (name, said) => {
    const called = await callFault(name);
    expect(await called.finish()).toEqual({ code: 0, signal: null });
    expect(called.transcript).toMatch(said);
  });

  it('fork_child returns the pid of a child that lives on', async () => {
    const called = await callFault('fork_child');
    const child = Number.parseInt(await called.nextQuestion(), 10);
    expect(await readFile(`/proc/${child}/stat`, 'utf8')).toContain('(host)');
    process.kill(child, 'SIGKILL');
    expect(await called.finish()).toEqual({ code: 0, signal: null });
  });

  it('close_descriptors leaves the process without any output', async () => {
    const called = await callFault('close_descriptors');
    expect(await called.finish()).toEqual({ code: 0, signal: null });
    expect(called.transcript).toMatch(/1 1\n$/);
  });
});

/** The state, the system call it is in and the processor time (in hundredths of a second) of a process. */
async function stateOf(pid: number | undefined): Promise<string> {
  const [status, syscall, stat] = await Promise.all(
    ['status', 'syscall', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8')),
  );
  const ticks = stat?.split(') ')[1]?.split(' ')[11];
  return `${status}\nsyscall ${syscall}\nticks ${ticks}`;
}

function withOutcome<K extends FaultOutcome['kind']>(
  kind: K,
): [FaultName, Extract<FaultOutcome, { kind: K }>][] {
  const ofKind = (outcome: FaultOutcome): outcome is Extract<FaultOutcome, { kind: K }> =>
    outcome.kind === kind;
  return faultNames.flatMap((name) => {
    const outcome: FaultOutcome = faults[name];
    return ofKind(outcome) ? [[name, outcome]] : [];
  });
}

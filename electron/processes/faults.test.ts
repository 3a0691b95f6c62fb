import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FaultName, faultNames, faultPrototype, faults } from '../../native-samples/faults.ts';
import { type SampleName, samplePath } from '../../native-samples/samples.ts';
import type { Fault } from '../contract/fault.ts';
import { type BuiltRunner, buildRunnerForTests } from '../runner/build-for-tests.ts';
import { failureOf, type OpenSample, openSample, valueOfOutcome } from '../runner/runner-for-tests.ts';
import { forkRunner } from './fork-transport.ts';
import type { Runner } from './runner.ts';
import { createRunnerClient } from './runner-client.ts';

let built: BuiltRunner;
const runners: Runner[] = [];
const groups = new Set<number>();

beforeAll(async () => {
  built = await buildRunnerForTests();
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await vi.waitFor(() => expect(processesOf(groups)).toEqual([]));
});
afterAll(() => built.remove());

function start(): Runner {
  const runner = createRunnerClient(forkRunner(built.path));
  runners.push(runner);
  if (runner.pid !== null) groups.add(runner.pid);
  return runner;
}

/** The processes, zombies left out, of these process groups (proc(5), stat). */
function processesOf(wanted: ReadonlySet<number>): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    const path = `/proc/${name}/stat`;
    if (!/^\d+$/.test(name) || !existsSync(path)) return [];
    const [state, , group] = statOf(path);
    return state !== 'Z' && wanted.has(Number(group)) ? [Number(name)] : [];
  });
}

function statOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    // Gone in the meantime.
    return [];
  }
}

async function openFaults(): Promise<OpenSample> {
  return openSample(start(), samplePath('faults'));
}

function faultOf(report: Parameters<typeof failureOf>[0]): Fault {
  const failure = failureOf(report);
  expect(failure.code).toBe('fault');
  if (!failure.fault) throw new Error('a fault without its cause');
  return failure.fault;
}

async function expectNextRunnerWorks(): Promise<void> {
  const sample = await openSample(start(), samplePath('libctest'));
  expect(await sample.text('int add(int, int)', '3', '4')).toBe('7');
}

function callFault(sample: OpenSample, name: FaultName, timeoutMs: number) {
  return sample.callLimited({ timeoutMs }, faultPrototype(name));
}

describe('a call that ends the process', () => {
  const ending = faultNames.filter((name) => faults[name].kind === 'signal' || faults[name].kind === 'exit');
  it.each(ending.filter((name) => name !== 'overflow_stack'))('names the cause of %s', async (name) => {
    const report = await callFault(await openFaults(), name, 20_000);
    expect(faultOf(report)).toMatchObject({ ...faults[name], during: 'call' });
    await expectNextRunnerWorks();
  });

  it('names the cause of a stack overflow', async () => {
    const sample = await openFaults();
    const report = await sample.call('int overflow_stack(int depth)', '1');
    expect(faultOf(report)).toMatchObject({ kind: 'signal', signal: 'SIGSEGV', during: 'call' });
    await expectNextRunnerWorks();
  });

  it('keeps the last words: output of the call and the tail of stderr', async () => {
    const report = await callFault(await openFaults(), 'throw_exception', 20_000);
    expect(faultOf(report).stderrTail).toContain('terminate called after throwing');
    expect(report.output.stderr.text).toContain('terminate called after throwing');
  });

  it('ends with code 127 when a lazily bound function is missing', async () => {
    const path = samplePath('linking/undefined-function');
    const sample = await openSample(start(), path, { binding: 'lazy' });
    const fault = faultOf(await sample.call('int calls_undefined(int value)', '1'));
    expect(fault).toMatchObject({ kind: 'exit', code: 127 });
    expect(fault.stderrTail).toContain('undefined symbol');
  });
});

describe('a call that never comes back', () => {
  const hanging = faultNames.filter((name) => faults[name].kind === 'hang');
  it.each(hanging)('is ended by the time limit: %s', async (name) => {
    const report = await callFault(await openFaults(), name, 100);
    expect(faultOf(report)).toMatchObject({ kind: 'timeout', ms: 100, during: 'call' });
    await expectNextRunnerWorks();
  });

  it.each(['loop_with_signals_blocked', 'stop_self'] as const)(
    'is stopped within 500 ms: %s',
    async (name) => {
      const sample = await openFaults();
      const report = sample.call(faultPrototype(name));
      await vi.waitFor(() => expect(sample.runner.activity).toBe('call'));
      const startedAt = performance.now();
      await sample.runner.stop();
      expect(faultOf(await report)).toMatchObject({ kind: 'stopped', during: 'call' });
      expect(performance.now() - startedAt).toBeLessThan(500);
      expect(sample.runner.alive).toBe(false);
    },
  );

  it('is ended when the thread that should answer is gone', async () => {
    const report = await callFault(await openFaults(), 'exit_thread', 2000);
    expect(['exit', 'signal', 'timeout']).toContain(faultOf(report).kind);
    await expectNextRunnerWorks();
  });
});

describe('a call that does harm and comes back', () => {
  it('lets only the parent answer when both sides of a fork return', async () => {
    const sample = await openFaults();
    for (let round = 0; round < 10; round++) expect(await sample.text('int fork_and_return(void)')).toBe('1');
    expect(sample.runner.alive).toBe(true);
  });

  it('is not held up by a grandchild, and takes it along', async () => {
    const sample = await openFaults();
    const child = Number(await sample.text('int fork_child(void)'));
    expect(processesOf(groups)).toContain(child);
    await sample.runner.stop();
    await vi.waitFor(() => expect(processesOf(groups)).not.toContain(child));
  });

  it('reads 100 MB and keeps its tail', async () => {
    const sample = await openFaults();
    const report = await sample.call('int print_100_mb(void)');
    expect(valueOfOutcome(report.outcome).value).toEqual({ kind: 'integer', value: 100n });
    const { stdout } = report.output;
    expect(Buffer.byteLength(stdout.text)).toBe(256 * 1024);
    expect(stdout.droppedBytes).toBe(100_000_000 - 256 * 1024);
    expect(stdout.text.endsWith('x\n')).toBe(true);
  });

  it('settles a call that closed every descriptor', async () => {
    const report = await callFault(await openFaults(), 'close_descriptors', 3000);
    expect(['exit', 'signal', 'timeout']).toContain(faultOf(report).kind);
    await expectNextRunnerWorks();
  });

  it('survives code that takes all the addresses, or names how it ended', async () => {
    const sample = await openFaults();
    const report = await sample.call('int take_all_memory(void)');
    if (report.outcome.ok) expect(report.outcome.value.value.kind).toBe('integer');
    else expect(faultOf(report).during).toBe('call');
    await expectNextRunnerWorks();
  });
});

describe('a library that misbehaves while it is loaded or unloaded', () => {
  const load = (name: SampleName, timeoutMs: number) =>
    start().load({ path: samplePath(name), binding: 'now', preload: [] }, { timeoutMs });

  it.each([
    ['loading/segfaults', { kind: 'signal', signal: 'SIGSEGV' }],
    ['loading/aborts', { kind: 'signal', signal: 'SIGABRT' }],
    ['loading/throws', { kind: 'signal', signal: 'SIGABRT' }],
    ['loading/exits', { kind: 'exit', code: 0 }],
  ] as const)('names the cause of %s', async (name, cause) => {
    expect(faultOf(await load(name, 20_000))).toMatchObject({ ...cause, during: 'load' });
    await expectNextRunnerWorks();
  });

  it('ends a constructor that hangs', async () => {
    expect(faultOf(await load('loading/hangs', 200))).toMatchObject({ kind: 'timeout', during: 'load' });
  });

  it.each(['loading/forks', 'loading/changes-directory'] as const)('goes on after %s', async (name) => {
    const report = await load(name, 20_000);
    expect(report.outcome.ok).toBe(true);
  });

  it('names what a destructor does', async () => {
    const crashing = await openSample(start(), samplePath('unloading/destructor-segfaults'));
    expect(faultOf(await crashing.unload())).toMatchObject({ signal: 'SIGSEGV', during: 'unload' });
    const hanging = await openSample(start(), samplePath('unloading/destructor-hangs'));
    expect(faultOf(await hanging.unload({ timeoutMs: 100 }))).toMatchObject({
      kind: 'timeout',
      during: 'unload',
    });
    const printing = await openSample(start(), samplePath('unloading/destructor-prints'));
    expect((await printing.unload()).output.stdout.text).not.toBe('');
  });

  it('notices the crash of a thread that was left behind', async () => {
    const sample = await openSample(start(), samplePath('unloading/leaves-thread'));
    const gone = new Promise<Fault>((resolve) => sample.runner.onGone(resolve));
    expect((await sample.call('int start(void)')).outcome.ok).toBe(true);
    const unloaded = await sample.unload();
    const fault = await gone;
    expect(fault).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
    expect(fault.during).toBe(unloaded.outcome.ok ? 'idle' : 'unload');
  });
});

describe('processes', () => {
  it('go with their parent, whatever the library is doing', async () => {
    const script = `
      import { fork } from 'node:child_process';
      const child = fork(${JSON.stringify(built.path)}, [], { execArgv: [], detached: true, serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
      child.on('message', (message) => {
        if (message.type === 'ready') child.send({ type: 'load', id: 1, outputMarker: '', request: { path: ${JSON.stringify(samplePath('loading/hangs'))}, binding: 'now', preload: [] } }, () => {
          process.stdout.write(String(child.pid), () => process.kill(process.pid, 'SIGKILL'));
        });
      });`;
    const result = spawnModule(script);
    const pid = Number(result);
    expect(pid).toBeGreaterThan(1);
    groups.add(pid);
    await vi.waitFor(() => expect(processesOf(new Set([pid]))).toEqual([]));
  });

  it('get an environment without what would change the loading', async () => {
    vi.stubEnv('LD_PRELOAD', '');
    vi.stubEnv('NODE_OPTIONS', '--no-deprecation');
    const runner = start();
    vi.unstubAllEnvs();
    await runner.ready;
    const environment = readFileSync(`/proc/${runner.pid}/environ`, 'utf8').split('\0');
    expect(environment.filter((line) => /^(LD_PRELOAD|LD_AUDIT|NODE_OPTIONS|ELECTRON_)/.test(line))).toEqual(
      [],
    );
    expect(environment).toContain(`PATH=${process.env.PATH}`);
  });

  it('have no core files and their own group', async () => {
    const runner = start();
    await runner.ready;
    const limits = readFileSync(`/proc/${runner.pid}/limits`, 'utf8');
    expect(limits).toMatch(/Max core file size\s+0\s+0\s/);
    const [, , group] = statOf(`/proc/${runner.pid}/stat`);
    expect(Number(group)).toBe(runner.pid);
  });

  it('end twenty times in a row and leave nothing', async () => {
    for (let round = 0; round < 20; round++) {
      const report = await callFault(await openFaults(), 'segfault', 20_000);
      expect(faultOf(report)).toMatchObject({ signal: 'SIGSEGV' });
    }
    expect(processesOf(groups)).toEqual([]);
  });
});

function spawnModule(source: string): string {
  try {
    return execFileSync(process.execPath, ['--input-type=module', '-e', source], {
      encoding: 'utf8',
      timeout: 20_000,
    });
  } catch (error) {
    // It kills itself after it has said which child it started.
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

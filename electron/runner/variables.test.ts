import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samplePath } from '../../native-samples/samples.ts';
import type { VariablesReply } from '../contract/runner-protocol.ts';
import type { LibraryVariable, VariableList } from '../contract/variables.ts';
import { variablesReadLimits } from '../contract/variables-protocol.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { forkRunner } from '../processes/fork-transport.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { hostMachine } from '../reader/host-machine.ts';
import { LibraryReader } from '../reader/library-reader.ts';
import { type BuiltRunner, buildRunnerForTests } from './build-for-tests.ts';
import { type OpenSample, openSample, valueOfOutcome } from './runner-for-tests.ts';

const path = samplePath('reloading/state');
let built: BuiltRunner;
let list: VariableList;
const runners: Runner[] = [];

beforeAll(async () => {
  built = await buildRunnerForTests();
  const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
  list = valueOfOutcome(await reader.variables({ path, originalPath: path, headers: [] }));
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});
afterAll(() => built.remove());

async function open(library = path): Promise<OpenSample> {
  const runner = createRunnerClient(forkRunner(built.path));
  runners.push(runner);
  return openSample(runner, library);
}

function named(name: string): LibraryVariable {
  const variable = list.variables.find((one) => one.name === name);
  if (variable === undefined) throw new Error(`there is no variable ${name}`);
  return variable;
}

async function read(
  { runner, loaded }: OpenSample,
  names: readonly string[],
  more: { readonly moment?: 'now' | 'begun'; readonly changedOnly?: boolean } = {},
): Promise<VariablesReply> {
  const { handle } = loaded;
  const request = { moment: 'now', changedOnly: false, records: list.records, ...more } as const;
  const report = await runner.readVariables({ handle, variables: names.map(named), ...request });
  return valueOfOutcome(report.outcome);
}

const absent = { symbol: null, offset: 0n, threadLocal: false } as const;
const integer = (value: bigint) => ({ kind: 'integer', value });

describe('reading variables', () => {
  it('gives exported and static ones as they are, and whether they changed since the load', async () => {
    const sample = await open();
    await sample.text('int gain(int points)', '5');
    expect(await read(sample, ['score', 'lives', 'count()::calls', 'place'])).toMatchObject([
      { elsewhere: null, changed: true, value: integer(15n) },
      { elsewhere: null, changed: true, value: integer(2n) },
      { elsewhere: null, changed: false, value: integer(0n) },
      { elsewhere: null, changed: true, value: { kind: 'record', members: [integer(6n), integer(2n)] } },
    ]);
  });

  it('gives them as dlopen left them, and only those that changed', async () => {
    const sample = await open();
    await sample.text('int gain(int points)', '5');
    const loaded = await read(sample, ['score', 'lives'], { moment: 'begun' });
    expect(loaded.map(({ value }) => value)).toEqual([integer(10n), integer(3n)]);
    const changed = await read(sample, ['score', 'count()::calls'], { changedOnly: true });
    expect(changed.map(({ value }) => value)).toEqual([integer(15n), null]);
  });

  it('reads the text behind a pointer, and bytes where no type is known', async () => {
    const sample = await open();
    expect(await read(sample, ['title'])).toMatchObject([
      { value: { kind: 'pointer', text: { value: 'first' } } },
    ]);
    const { handle } = sample.loaded;
    const variables = [{ ...named('score'), type: null }];
    const request = { handle, moment: 'now', variables, records: [], changedOnly: false } as const;
    expect(valueOfOutcome((await sample.runner.readVariables(request)).outcome)).toMatchObject([
      { value: { kind: 'bytes', bytes: Uint8Array.of(10, 0, 0, 0), total: 4 } },
    ]);
  });

  it('says of memory that is not there that it cannot be read, and of a name that it is not found', async () => {
    const sample = await open();
    const { handle } = sample.loaded;
    const variables = [
      { ...absent, offset: 2n ** 40n, size: 4, type: null },
      { ...absent, symbol: 'absent', size: 4, type: null },
      { ...absent, size: variablesReadLimits.bytes + 1, type: null },
      { ...absent, offset: 2n ** 30n, size: 4, threadLocal: true, type: null },
      { ...absent, offset: 2n ** 63n, size: 4, threadLocal: true, type: null },
    ];
    const request = { handle, moment: 'now', variables, records: [], changedOnly: false } as const;
    expect(valueOfOutcome((await sample.runner.readVariables(request)).outcome)).toMatchObject([
      { changed: null, value: { kind: 'unreadable' } },
      { address: null, value: null },
      { value: null },
      // Behind the block of the thread.
      { address: null, changed: null, value: null },
      { address: null, changed: null, value: null },
    ]);
    expect(await sample.text('int gain(int points)', '0')).toBe('420');
  });

  it('names the object where another definition of an exported variable counts', async () => {
    const sample = await open();
    const { handle } = sample.loaded;
    // libc is loaded before: its own variable is what the loader finds under this name.
    const variables = [{ ...absent, symbol: 'environ', offset: 0x4000n, size: 8, type: null }];
    const request = { handle, moment: 'now', variables, records: [], changedOnly: false } as const;
    expect(valueOfOutcome((await sample.runner.readVariables(request)).outcome)).toMatchObject([
      { elsewhere: expect.stringMatching(/\/libc\.so\.6$/), changed: null, value: { kind: 'bytes' } },
    ]);
  });
});

describe('writing variables', () => {
  it('writes what can be written, and refuses read-only memory without a fault', async () => {
    const sample = await open();
    const { handle } = sample.loaded;
    const bytes = Uint8Array.of(99, 0, 0, 0);
    const code = { ...absent, symbol: 'gain', size: 4 };
    const report = await sample.runner.writeVariables({
      handle,
      variables: [
        { ...named('score'), bytes },
        { ...named('lives'), bytes },
        { ...code, symbol: null, bytes },
        { ...absent, symbol: 'constant', size: 4, bytes },
        { ...absent, offset: 2n ** 40n, size: 4, bytes },
        { ...absent, size: 4, threadLocal: true, bytes },
      ],
    });
    expect(valueOfOutcome(report.outcome)).toEqual([
      null,
      null,
      'its memory is read-only',
      'its memory is read-only',
      'its memory is read-only',
      'each thread has its own',
    ]);
    expect((await read(sample, ['score', 'lives'])).map(({ value }) => value)).toEqual([
      integer(99n),
      integer(99n),
    ]);
    expect(await sample.text('int gain(int points)', '1')).toBe('4200');
  });
});

describe('hooks', () => {
  it('keep one pointer for the process, from one library to the next', async () => {
    const sample = await open();
    await sample.text('int remember(int value)', '7');
    const { runner, loaded } = sample;
    expect((await runner.hook({ handle: loaded.handle, symbol: 'save' })).outcome.ok).toBe(true);
    await sample.unload();
    const next = await openSample(runner, path);
    expect(await next.text('int recall(void)')).toBe('-1');
    expect((await runner.hook({ handle: next.loaded.handle, symbol: 'restore' })).outcome.ok).toBe(true);
    expect(await next.text('int recall(void)')).toBe('7');
    const begun = await read(next, ['session'], { moment: 'begun' });
    expect(begun).toMatchObject([{ changed: true, value: { kind: 'pointer', address: expect.any(BigInt) } }]);
    expect(begun).not.toMatchObject([{ value: { address: 0n } }]);
  });

  it('end their process with a fault when they crash, and fail where the function is missing', async () => {
    const sample = await open();
    const { handle } = sample.loaded;
    const missing = await sample.runner.hook({ handle, symbol: 'absent' });
    expect(missing.outcome).toMatchObject({ ok: false, failure: { code: 'dlsym-failed' } });
    const crashed = await sample.runner.hook({ handle, symbol: 'crash' });
    expect(crashed.outcome).toMatchObject({
      ok: false,
      failure: { code: 'fault', fault: { kind: 'signal', signal: 'SIGSEGV', during: 'call' } },
    });
  });
});

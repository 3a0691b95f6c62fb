import { readdirSync, readlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { samplePath } from '../../native-samples/samples.ts';
import { createInProcessRunner } from './in-process-runner.ts';
import { failureOf, openSample, valueOfOutcome } from './runner-for-tests.ts';

// vitest gives each test file a process of its own, so that this file's process may load what does no harm.
describe('the engine in this process', () => {
  it('loads, calls and unloads', async () => {
    const runner = createInProcessRunner();
    expect(valueOfOutcome(await runner.ready).pid).toBe(process.pid);
    const sample = await openSample(runner, samplePath('libctest'));
    expect(await sample.text('int add(int a, int b)', '3', '4')).toBe('7');
    expect(failureOf(await sample.call('int nope(void)'))).toMatchObject({ code: 'dlsym-failed' });
    expect(valueOfOutcome((await sample.unload()).outcome).stillMapped).toBe(false);
    expect(runner).toMatchObject({ place: 'in-main', alive: true, activity: 'idle' });
    await runner.stop();
    expect(runner.alive).toBe(true);
  });

  it('captures what a call prints, and nothing else', async () => {
    const sample = await openSample(createInProcessRunner(), samplePath('calling/prints'));
    const first = await sample.call('int print_both(void)');
    expect(first.output).toEqual({
      stdout: { text: 'to stdout\n', droppedBytes: 0 },
      stderr: { text: 'to stderr\n', droppedBytes: 0 },
    });
    const second = await sample.call('int print_without_newline(const char *)', 'half a line');
    expect(second.output.stdout.text).toBe('half a line');
    const third = await sample.call('long print_bare(const char *, unsigned long)', 'bare', '4');
    expect(third.output.stdout.text).toBe('bare');
  });

  it('keeps the tail of a flood', async () => {
    const sample = await openSample(createInProcessRunner(), samplePath('faults'));
    const { stdout } = (await sample.call('int print_100_mb(void)')).output;
    expect(stdout.text).toHaveLength(256 * 1024);
    expect(stdout.droppedBytes).toBe(100_000_000 - 256 * 1024);
  });

  it('gives stdout and the descriptors back', async () => {
    const sample = await openSample(createInProcessRunner(), samplePath('calling/prints'));
    const before = [readlinkSync('/proc/self/fd/1'), readlinkSync('/proc/self/fd/2')];
    const count = readdirSync('/proc/self/fd').length;
    for (let round = 0; round < 20; round++) await sample.call('int print_both(void)');
    expect([readlinkSync('/proc/self/fd/1'), readlinkSync('/proc/self/fd/2')]).toEqual(before);
    expect(readdirSync('/proc/self/fd')).toHaveLength(count);
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asTyped, hideNegativeNumbers } from './negative-numbers.ts';
import { type BuiltProgram, buildProgram } from './testing/build-program.ts';
import { runCli } from './testing/cli-runs.ts';

let program: BuiltProgram;

beforeAll(async () => {
  program = await buildProgram();
});

afterAll(() => program.remove());

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const run = await runCli(program.cli, ['--version']);
  expect(run).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help names the commands, the exit codes and, for calls, what loading means', async () => {
  const help = await runCli(program.cli, ['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const word of ['symbols', 'call', 'watch', 'repl', 'Exit codes']) expect(help.stdout).toContain(word);
  const call = await runCli(program.cli, ['call', '--help']);
  expect(call.stdout).toContain('runs its constructors');
});

test.each([[], ['diff', 'a.so'], ['deps', 'a.so'], ['symbols'], ['symbols', 'a', 'b'], ['--loud']])(
  'wrong usage ends with 2: %s %s',
  async (...args) => {
    const run = await runCli(program.cli, args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).not.toBe('');
  },
);

test('negative numbers go past the option parser and come back as they were', () => {
  const args = ['-3', '-0x10', '-.5', '-inf', '-NaN', '--json', '-', '--', '-x', '3'];
  const hidden = hideNegativeNumbers(args);
  expect(hidden.filter((argument) => argument.startsWith('-'))).toEqual(['--json', '-', '--', '-x']);
  expect(hidden.map(asTyped)).toEqual(args);
});

import { fileURLToPath } from 'node:url';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { RunPlace } from '../contract/session-state.ts';
import { forkRunner } from '../processes/fork-transport.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { programFolder } from './program-folder.ts';

/** Starts the place where a library will run and waits until it takes requests, so that no time limit counts its start. */
export async function startRunner(place: RunPlace): Promise<Outcome<Runner>> {
  const runner = place === 'isolated' ? isolatedRunner() : await runnerInThisProcess();
  const ready = await runner.ready;
  return ready.ok ? succeed(runner) : ready;
}

function isolatedRunner(): Runner {
  return createRunnerClient(forkRunner(fileURLToPath(new URL('runner.js', programFolder))));
}

async function runnerInThisProcess(): Promise<Runner> {
  const { createInProcessRunner } = await import('../runner/in-process-runner.ts');
  return createInProcessRunner();
}

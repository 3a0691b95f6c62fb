import { fileURLToPath } from 'node:url';
import { type Outcome, succeed } from '../contract/failure.ts';
import type { RunPlace } from '../contract/generation.ts';
import { forkReader, forkRunner } from '../processes/fork-transport.ts';
import { type ClosableReader, createReaderClient } from '../processes/reader-client.ts';
import type { Runner } from '../processes/runner.ts';
import { createRunnerClient } from '../processes/runner-client.ts';
import { programFolder } from './program-folder.ts';

/** Starts the place where a library will run and waits until it takes requests, so that no time limit counts its start. */
export async function startRunner(place: RunPlace): Promise<Outcome<Runner>> {
  const runner = place === 'isolated' ? startIsolatedRunner() : await runnerInThisProcess();
  const ready = await runner.ready;
  return ready.ok ? succeed(runner) : ready;
}

/** Starts a runner in a process of its own, without waiting for it. */
export function startIsolatedRunner(): Runner {
  return createRunnerClient(forkRunner(fileURLToPath(new URL('runner.js', programFolder))));
}

/** The reader in a process of its own, which starts with the first request. */
export function readerProcess(): ClosableReader {
  return createReaderClient(() => forkReader(fileURLToPath(new URL('reader.js', programFolder))));
}

/** The runner inside this process; what loads code is imported only now. */
export async function runnerInThisProcess(): Promise<Runner> {
  const { createInProcessRunner } = await import('../runner/in-process-runner.ts');
  return createInProcessRunner();
}

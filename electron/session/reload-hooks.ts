import type { Failure } from '../contract/failure.ts';
import { atWork, type Running, type SessionCore } from './session-core.ts';

/**
 * Calls `void hook(void **state)` in a build that is open; null when it returned. One that takes too long is ended with
 * its process, where that is not main.
 */
export async function callHook(
  core: SessionCore,
  { runner, handle }: Pick<Running, 'runner' | 'handle'>,
  symbol: string,
): Promise<Failure | null> {
  const limits = { timeoutMs: core.limits.hookTimeoutMs };
  const { outcome } = await atWork(
    core,
    runner,
    'call',
    () => runner.hook({ handle, symbol }, limits),
    symbol,
  );
  return outcome.ok ? null : outcome.failure;
}

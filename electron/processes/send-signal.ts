import { constants } from 'node:os';

/** Sends a signal to a process, or to a group by its negative number; false when there is no such process or group (kill(2)). */
export function sendSignal(target: number, signal: 'SIGKILL' | 'SIGTERM'): boolean {
  try {
    return process.kill(target, constants.signals[signal]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sendSignal } from '../processes/send-signal.ts';

const lookEveryMs = 10;
/** Nothing refuses SIGKILL, but a process that waits for a disk may take so long to go. */
const killedMs = 2000;

/** Ends every process of a group: SIGTERM, and SIGKILL for those that are there after `patienceMs`; resolves when they are gone. */
export async function endGroup(group: number, patienceMs: number): Promise<void> {
  if (!signalGroup(group, 'SIGTERM') || (await isGoneWithin(group, patienceMs))) return;
  if (signalGroup(group, 'SIGKILL')) await isGoneWithin(group, killedMs);
}

/** False when there is no such group. */
function signalGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    return sendSignal(-group, signal);
  } catch {
    // All that is left of it belongs to another user, as sudo makes them: nothing of ours is there to be ended.
    return false;
  }
}

async function isGoneWithin(group: number, limitMs: number): Promise<boolean> {
  const untilMs = performance.now() + limitMs;
  while (await isAlive(group)) {
    if (performance.now() >= untilMs) return false;
    await pause(lookEveryMs);
  }
  return true;
}

async function isAlive(group: number): Promise<boolean> {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  // The dead whose parent has not yet taken notice still count for kill(2).
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const states = await Promise.all(pids.map((pid) => stateIn(group, pid)));
  return states.some((state) => state !== null && state !== 'Z' && state !== 'X');
}

/** The state of a process of that group, from fields 3 and 5 of proc(5) `stat`; null for any other process. */
async function stateIn(group: number, pid: string): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[2]) === group ? (fields[0] ?? null) : null;
}

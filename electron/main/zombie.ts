import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { ExitCause } from '../contract/fault.ts';

/** Of two names for one number the first is the usual one: SIGABRT before SIGIOT. */
export const signalNames = new Map(
  Object.entries(constants.signals)
    .reverse()
    .map(([name, number]) => [number, name]),
);

/** How a child of this program ended that nobody has waited for yet (proc(5), stat); null while it runs, and where nothing is known of it. */
export function endOfZombie(pid: number): ExitCause | null {
  const [state, ...rest] = statOf(pid);
  if (state !== 'Z') return null;
  // Field 52, exit_code: as wait(2) gives it.
  const status = Number(rest[48] ?? 0);
  const signal = signalNames.get(status & 0x7f);
  return signal === undefined ? { kind: 'exit', code: (status >> 8) & 0xff } : { kind: 'signal', signal };
}

/** The fields from the third one on: the name before them may hold blanks and brackets. */
function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .trim()
      .split(' ');
  } catch {
    // It is gone, and so it has been waited for: the system's word is on its way.
    return [];
  }
}

import { readdir, readFile } from 'node:fs/promises';

/** A process by its number and start time, so that a later one with the same number is not taken for it. */
export interface ProcessMark {
  readonly pid: number;
  readonly startTicks: string;
}

interface ProcessStatus extends ProcessMark {
  readonly parent: number;
  readonly state: string;
}

/** Reads proc(5) `stat`, fields 3, 4 and 22; null when there is no such process. */
async function statusOf(pid: number): Promise<ProcessStatus | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null);
  if (text === null) return null;
  // The name in parentheses may hold blanks and parentheses of its own.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', parent: Number(fields[1]), startTicks: fields[19] ?? '' };
}

/** Every process that descends from `ancestor`, without itself. */
export async function descendantsOf(ancestor: number): Promise<readonly ProcessMark[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = (await Promise.all(pids.map(statusOf))).filter((status) => status !== null);
  const family = new Set([ancestor]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => pid !== ancestor && family.has(pid));
}

/** Those that still run; one that has ended and waits for its parent to notice does not. */
export async function stillRunning(marks: readonly ProcessMark[]): Promise<readonly ProcessMark[]> {
  const now = await Promise.all(marks.map(({ pid }) => statusOf(pid)));
  return marks.filter((mark, index) => {
    const status = now[index];
    return status?.startTicks === mark.startTicks && status.state !== 'Z';
  });
}

/** Those of the processes that have a file at `path`, or one that lay there, in their memory. */
export async function mapping(path: string, marks: readonly ProcessMark[]): Promise<readonly ProcessMark[]> {
  const maps = await Promise.all(
    marks.map(({ pid }) => readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '')),
  );
  return marks.filter((_mark, index) => maps[index]?.includes(path));
}

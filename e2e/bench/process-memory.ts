import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const betweenMs = 500;
const tries = 20;
const calmShare = 0.01;

/**
 * Proportional set size of a process and all its descendants, in MB: shared pages count once. Taken when two readings
 * half a second apart differ by less than a hundredth.
 */
export async function settledMemoryMb(pid: number): Promise<number> {
  let last = treeMemoryMb(pid);
  for (let attempt = 0; attempt < tries; attempt++) {
    await pause(betweenMs);
    const now = treeMemoryMb(pid);
    if (Math.abs(now - last) < last * calmShare) return now;
    last = now;
  }
  return last;
}

function treeMemoryMb(pid: number): number {
  const own = Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1000;
  return childrenOf(pid).reduce((sum, child) => sum + treeMemoryMb(child), own);
}

/** Threads start processes too, and the kernel keeps the children of each apart. */
function childrenOf(pid: number): number[] {
  return threadsOf(pid).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`)
      .split(' ')
      .filter((id) => id !== '')
      .map(Number),
  );
}

function threadsOf(pid: number): string[] {
  const folder = `/proc/${pid}/task`;
  return existsSync(folder) ? readdirSync(folder) : [];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // The process ended meanwhile: it has no memory.
    return '';
  }
}

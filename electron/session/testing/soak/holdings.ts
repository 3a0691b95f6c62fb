import { readdir, readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process holds at one moment. */
export interface Holdings {
  /** Resident memory in MB. */
  readonly memoryMb: number;
  readonly descriptors: number;
  /** Mappings of files; the others, heap and compiled code, are in `memoryMb`. */
  readonly maps: number;
  readonly children: number;
}

/** Reads what proc(5) tells of a process; rejects when there is none. */
export async function holdingsOf(pid: number): Promise<Holdings> {
  const [status, descriptors, maps, children] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readdir(`/proc/${pid}/fd`),
    readFile(`/proc/${pid}/maps`, 'latin1'),
    readFile(`/proc/${pid}/task/${pid}/children`, 'utf8'),
  ]);
  return {
    memoryMb: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1000,
    descriptors: descriptors.length,
    maps: maps.split('\n').filter((line) => line.includes('/')).length,
    children: children.split(' ').filter(Boolean).length,
  };
}

/** The different files that a process has mapped and whose paths end so, removed ones included. */
export async function imagesOf(pid: number, name: string): Promise<number> {
  const maps = await readFile(`/proc/${pid}/maps`, 'latin1');
  const paths = maps.split('\n').map((line) => line.slice(line.indexOf('/')).replace(/ \(deleted\)$/, ''));
  return new Set(paths.filter((path) => path.endsWith(`/${name}`))).size;
}

/** Collects the garbage of this process, so that its memory can be compared. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

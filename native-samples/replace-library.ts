import { execFile } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { linkObject, type PreparedBuild } from './build-library.ts';

const run = promisify(execFile);

/** Puts a prepared build at the target path; resolves when the tool that does it has ended. */
export type Replace = (target: string, build: PreparedBuild) => Promise<void>;

const half = 'half=$(($(stat -c %s "$1") / 2))';

/** The ways in which people and tools put a new build in a library's place, each by the real tool. */
export const waysToReplace = {
  'relink with GNU ld': (target, build) => linkObject(build.object, target, build.flags),
  'mv over': async (target, build) => {
    await run('cp', [build.library, `${target}.new`]);
    await run('mv', [`${target}.new`, target]);
  },
  install: (target, build) => call('install', [build.library, target]),
  'cp in place': (target, build) => call('cp', [build.library, target]),
  'cat >': (target, build) => shell('cat "$1" > "$2"', target, build),
  'ln -sf retarget': (target, build) => call('ln', ['-sfn', build.library, target]),
  'rm and create': (target, build) => shell('rm -f "$2"; cp "$1" "$2"', target, build),
  // Longer than a watcher waits before it calls a file missing.
  'rm and create later': (target, build) => shell('rm -f "$2"; sleep 0.6; cp "$1" "$2"', target, build),
  "rewrite of a link's target": (target, build) =>
    shell(
      '[ -L "$2" ] || { mv "$2" "$2.1"; ln -s "$2.1" "$2"; }; cp "$1" "$(readlink -f "$2")"',
      target,
      build,
    ),
  'older file with its old time': (target, build) =>
    shell('cp "$1" "$2.old"; touch -d 2001-09-09 "$2.old"; mv "$2.old" "$2"', target, build),
  'folder deleted and made again': (target, build) =>
    shell('folder=$(dirname "$2"); rm -r "$folder"; mkdir "$folder"; cp "$1" "$2"', target, build),
  // Half of the bytes, a pause longer than a watcher's patience for writers, the rest.
  'slow writer': (target, build) =>
    shell(`${half}; { head -c $half "$1"; sleep 0.2; tail -c +$((half + 1)) "$1"; } > "$2"`, target, build),
  'slow writer that closes half way': (target, build) =>
    shell(
      `${half}; head -c $half "$1" > "$2"; sleep 0.2; tail -c +$((half + 1)) "$1" >> "$2"`,
      target,
      build,
    ),
} as const satisfies Record<string, Replace>;

export type WayToReplace = keyof typeof waysToReplace;

/** Those that write into the file that is there; a process that has that very file mapped loses its code. */
export const waysInPlace: readonly WayToReplace[] = [
  'cp in place',
  'cat >',
  "rewrite of a link's target",
  'slow writer',
  'slow writer that closes half way',
];

/** Ways that touch the file and leave its code as it is: nothing may be loaded anew. */
export const waysToLeaveAsItIs = {
  touch: (target) => call('touch', [target]),
  chmod: async (target) => {
    await run('chmod', ['go-r', target]);
    await run('chmod', ['go+r', target]);
  },
  'byte-identical copy over it': async (target) => {
    await run('cp', [target, `${target}.same`]);
    await run('mv', [`${target}.same`, target]);
  },
} as const satisfies Record<string, (target: string) => Promise<void>>;

/** Removes .symtab and debug information in place: other bytes, the same code, the same build-id if it has one. */
export function stripInPlace(target: string): Promise<void> {
  return call('strip', [target]);
}

/** A write that stands still half way, until `finish` is called. */
export interface PausedWrite {
  finish(): Promise<void>;
}

/** Opens the target anew, writes the given share (0 to 1) of the build and closes it; `finish` appends the rest. */
export async function writeInTwoPhases(
  target: string,
  build: PreparedBuild,
  share: number,
): Promise<PausedWrite> {
  const bytes = await readFile(build.library);
  const first = Math.floor(bytes.length * share);
  await rm(target, { force: true });
  await writeAndClose(target, 'w', bytes.subarray(0, first));
  return { finish: () => writeAndClose(target, 'a', bytes.subarray(first)) };
}

/** Removes the target; `finish` creates it again with the new build. */
export async function removeFirst(target: string, build: PreparedBuild): Promise<PausedWrite> {
  await rm(target, { force: true });
  return { finish: () => call('cp', [build.library, target]) };
}

async function writeAndClose(path: string, flags: 'w' | 'a', bytes: Uint8Array): Promise<void> {
  const file = await open(path, flags, 0o755);
  try {
    await file.writeFile(bytes);
  } finally {
    await file.close();
  }
}

/** Runs a line of shell with the build as `$1` and the target as `$2`. */
function shell(line: string, target: string, build: PreparedBuild): Promise<void> {
  return call('sh', ['-ec', line, 'sh', build.library, target]);
}

async function call(command: string, parameters: readonly string[]): Promise<void> {
  await run(command, parameters);
}

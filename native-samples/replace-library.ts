import { execFile } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { linkObject, type PreparedBuild } from './build-library.ts';

const run = promisify(execFile);

/** Puts a prepared build at the target path; resolves when the tool that does it has ended. */
export type Replace = (target: string, build: PreparedBuild) => Promise<void>;

/** The ways in which people and tools put a new build in a library's place, each by the real tool. */
export const waysToReplace = {
  'relink with GNU ld': (target, build) => linkObject(build.object, target),
  'mv over': async (target, build) => {
    await run('cp', [build.library, `${target}.new`]);
    await run('mv', [`${target}.new`, target]);
  },
  install: (target, build) => call('install', [build.library, target]),
  'cp in place': (target, build) => call('cp', [build.library, target]),
  'cat >': (target, build) => call('sh', ['-c', 'cat "$1" > "$2"', 'sh', build.library, target]),
  'ln -sf retarget': (target, build) => call('ln', ['-sfn', build.library, target]),
  'rm and create': async (target, build) => {
    await run('rm', ['-f', target]);
    await run('cp', [build.library, target]);
  },
} as const satisfies Record<string, Replace>;

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

async function call(command: string, parameters: readonly string[]): Promise<void> {
  await run(command, parameters);
}

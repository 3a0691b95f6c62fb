import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BuildPair, BuildSource } from './build-pairs.ts';

const run = promisify(execFile);

/** The two libraries of a pair. */
export interface BuiltPair {
  readonly before: string;
  readonly after: string;
}

/** Builds both with debug information; each has the name `lib.so` in a folder of its own. */
export async function buildPair(folder: string, pair: BuildPair): Promise<BuiltPair> {
  const [before, after] = await Promise.all(
    (['before', 'after'] as const).map((side) => buildOne(join(folder, side), pair.language, pair[side])),
  );
  if (before === undefined || after === undefined) throw new Error('there are two builds');
  return { before, after };
}

async function buildOne(
  folder: string,
  language: BuildPair['language'],
  given: string | BuildSource,
): Promise<string> {
  const { source, flags = [], versions } = typeof given === 'string' ? { source: given } : given;
  mkdirSync(folder, { recursive: true });
  const file = language === 'c' ? 'lib.c' : 'lib.cpp';
  writeFileSync(join(folder, file), `${source}\n`);
  const script = versions === undefined ? [] : ['-Wl,--version-script=versions'];
  if (versions !== undefined) writeFileSync(join(folder, 'versions'), `${versions}\n`);
  const compiler = language === 'c' ? 'gcc' : 'g++';
  const args = ['-g', '-w', '-fPIC', '-shared', file, ...flags, ...script, '-o', 'lib.so'];
  await run(compiler, args, { cwd: folder });
  return join(folder, 'lib.so');
}

/** What abidiff found: the bits of its exit code ("abidiff", return values), and its words. */
export interface AbidiffReport {
  readonly isChanged: boolean;
  readonly isIncompatible: boolean;
  readonly text: string;
}

const abiChange = 4;
const abiIncompatibleChange = 8;

/** Asks abidiff; throws where it could not work (bits 1 and 2). */
export async function askAbidiff({ before, after }: BuiltPair): Promise<AbidiffReport> {
  const { code, text } = await run('abidiff', [before, after]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code?: unknown; stdout?: unknown }) => ({ code: error.code, text: String(error.stdout) }),
  );
  if (typeof code !== 'number' || (code & 3) !== 0) throw new Error(`abidiff ended with ${code}: ${text}`);
  return {
    isChanged: (code & (abiChange | abiIncompatibleChange)) !== 0,
    isIncompatible: (code & abiIncompatibleChange) !== 0,
    text,
  };
}

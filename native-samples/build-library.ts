import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SampleName, sampleSource, samplesFolder } from './samples.ts';

const run = promisify(execFile);

/**
 * A build that lies ready in a temporary folder: the linked library, and the object it was linked from, so that it
 * can be linked once more elsewhere without compiling.
 */
export interface PreparedBuild {
  readonly library: string;
  readonly object: string;
  /** What it was compiled and linked with. */
  readonly flags: readonly string[];
  remove(): Promise<void>;
}

/** Compiles C++ text to a shared library at `output`; rejects with the compiler's words when it cannot. */
export async function buildLibrary(
  source: string,
  output: string,
  flags: readonly string[] = [],
): Promise<void> {
  const folder = await writeSource(source);
  try {
    await run('g++', ['-fPIC', '-shared', join(folder, 'source.cpp'), '-o', output, ...flags]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Compiles C++ text in a temporary folder of its own, to be put in place later. */
export async function prepareBuild(source: string, flags: readonly string[] = []): Promise<PreparedBuild> {
  const folder = await writeSource(source);
  const object = join(folder, 'source.o');
  const library = join(folder, 'library.so');
  await run('g++', ['-fPIC', ...flags, '-c', join(folder, 'source.cpp'), '-o', object]);
  await linkObject(object, library, flags);
  return { library, object, flags, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Links with GNU ld straight to `output`: the old file is unlinked at the start, the new one grows in its place. */
export async function linkObject(
  object: string,
  output: string,
  flags: readonly string[] = [],
): Promise<void> {
  await run('g++', ['-shared', object, '-o', output, ...flags]);
}

/**
 * Builds a sample again, at another path and with more flags, such as `-DVERSION=2`. The samples whose header the
 * Makefile patches afterwards (no-section-headers-…, other-machine) come out unpatched.
 */
export async function buildSample(
  name: Exclude<SampleName, 'faults'>,
  output: string,
  flags: readonly string[] = [],
): Promise<void> {
  const source = sampleSource(name);
  const compiler = source.endsWith('.cpp') ? 'g++' : 'gcc';
  const own = await flagsOf(source);
  await run(compiler, ['-fPIC', '-shared', '-g', source, '-o', output, ...own, ...flags], {
    cwd: samplesFolder,
  });
}

async function writeSource(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dlscope-build-'));
  await writeFile(join(folder, 'source.cpp'), source);
  return folder;
}

async function flagsOf(source: string): Promise<string[]> {
  const second = (await readFile(source, 'utf8')).split('\n', 2)[1] ?? '';
  const flags = /^\/\/ flags: (.*)$/.exec(second)?.[1];
  return flags === undefined ? [] : flags.split(' ');
}

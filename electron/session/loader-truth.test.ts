import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { createDemangler } from '../demangle/demangle.ts';
import { hostMachine } from '../reader/host-machine.ts';
import { LibraryReader } from '../reader/library-reader.ts';
import { type LoaderEnvironment, ownLoaderEnvironment } from './loader-environment.ts';
import { candidatesFor, type NeedingLibrary } from './loader-search.ts';

const run = promisify(execFile);
const reader = new LibraryReader({ demangle: createDemangler(), host: hostMachine() });
let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'dlscope-truth-')));
});
afterEach(() => rm(folder, { recursive: true }));

/** Paths below the test's folder; `inner` is needed by `outer`, which is needed by the library. */
interface Case {
  readonly when: string;
  readonly outer: string;
  readonly inner: string;
  /** More places at which another file of the same name lies. */
  readonly also?: readonly string[];
  readonly libraryFlags?: readonly string[];
  readonly outerFlags?: readonly string[];
  readonly libraryPath?: string;
}

const runpath = (value: string) => [`-Wl,--enable-new-dtags,-rpath,${value}`];
const rpath = (value: string) => [`-Wl,--disable-new-dtags,-rpath,${value}`];
const lib = ownLoaderEnvironment().libFolder ?? 'lib';

const cases: readonly Case[] = [
  {
    when: 'RUNPATH $ORIGIN',
    outer: 'outer.so',
    inner: 'inner.so',
    libraryFlags: runpath('$ORIGIN'),
    outerFlags: runpath('$ORIGIN'),
  },
  {
    when: 'RUNPATH is not inherited',
    outer: 'outer.so',
    inner: 'inner.so',
    libraryFlags: runpath('$ORIGIN'),
  },
  { when: 'RPATH is inherited', outer: 'outer.so', inner: 'inner.so', libraryFlags: rpath('$ORIGIN') },
  {
    when: 'RUNPATH of the needing one hides what is inherited',
    outer: 'outer.so',
    inner: 'other/inner.so',
    also: ['inner.so'],
    libraryFlags: rpath('$ORIGIN'),
    outerFlags: runpath('$ORIGIN/other'),
  },
  {
    when: 'the first folder that has it',
    outer: 'a/outer.so',
    inner: 'a/inner.so',
    also: ['b/outer.so'],
    libraryFlags: runpath('$ORIGIN/none:$ORIGIN/a:$ORIGIN/b'),
    outerFlags: runpath('$ORIGIN'),
  },
  {
    when: 'up and down again',
    outer: 'lib/outer.so',
    inner: 'lib/inner.so',
    libraryFlags: runpath('$ORIGIN/lib/../lib'),
    outerFlags: runpath('$ORIGIN'),
  },
  {
    when: 'relative to the working directory',
    outer: 'lib/outer.so',
    inner: 'lib/inner.so',
    libraryFlags: runpath('lib'),
    outerFlags: runpath('./lib'),
  },
  {
    when: 'an empty entry',
    outer: 'outer.so',
    inner: 'inner.so',
    libraryFlags: runpath('/none:'),
    outerFlags: runpath('$ORIGIN'),
  },
  {
    when: '$LIB',
    outer: `${lib}/outer.so`,
    inner: `${lib}/inner.so`,
    libraryFlags: runpath('$ORIGIN/$LIB'),
    outerFlags: runpath('$ORIGIN'),
  },
  {
    when: 'LD_LIBRARY_PATH',
    outer: 'b/outer.so',
    inner: 'b/inner.so',
    also: ['a/outer.so'],
    libraryFlags: runpath('$ORIGIN/a'),
    libraryPath: 'none:b',
  },
  {
    when: 'LD_LIBRARY_PATH after RPATH',
    outer: 'a/outer.so',
    inner: 'a/inner.so',
    also: ['b/outer.so'],
    libraryFlags: rpath('$ORIGIN/a'),
    libraryPath: 'b',
  },
];

it.each(cases)('what is found is what the loader finds: $when', async (one) => {
  await build(one);
  const environment = {
    ...ownLoaderEnvironment(),
    workingDirectory: folder,
    libraryPath: one.libraryPath ?? '',
  };
  const library = await needing(join(folder, 'x.so'), null);
  const outer = await firstOf('outer.so', library, environment);
  const inner = outer === null ? null : await firstOf('inner.so', await needing(outer, library), environment);
  expect({ outer, inner }).toEqual(await loaderFinds(environment));
});

async function build({ outer, inner, also = [], libraryFlags = [], outerFlags = [] }: Case): Promise<void> {
  const at = (name: string) => join(folder, name);
  for (const name of [outer, inner, ...also]) await mkdir(join(at(name), '..'), { recursive: true });
  const soname = (name: string) => `-Wl,-soname,${name}`;
  const buildInner = (to: string) =>
    buildLibrary('extern "C" int inner() { return 1; }', to, [soname('inner.so')]);
  const buildOuter = (to: string) =>
    buildLibrary('extern "C" int inner(); extern "C" int outer() { return inner(); }', to, [
      soname('outer.so'),
      at(inner),
      ...outerFlags,
    ]);
  await buildInner(at(inner));
  await buildOuter(at(outer));
  for (const name of also) await (name.endsWith('inner.so') ? buildInner : buildOuter)(at(name));
  const source = 'extern "C" int outer(); extern "C" int ask() { return outer(); }';
  await buildLibrary(source, at('x.so'), [at(outer), '-Wl,--allow-shlib-undefined', ...libraryFlags]);
}

async function needing(path: string, parent: NeedingLibrary | null): Promise<NeedingLibrary> {
  const inspection = reader.inspect({ path });
  if (!inspection.ok) throw new Error(inspection.failure.message);
  return { path, place: path, facts: inspection.value.facts, parent };
}

async function firstOf(
  name: string,
  library: NeedingLibrary,
  environment: LoaderEnvironment,
): Promise<string | null> {
  for (const { path } of candidatesFor(name, library, environment)) {
    const there = await stat(path).then(
      () => true,
      () => false,
    );
    if (there) return realpath(path);
  }
  return null;
}

/** Asks the loader itself, which lists what it would load and runs nothing of it. */
async function loaderFinds({
  workingDirectory,
  libraryPath,
}: LoaderEnvironment): Promise<{ readonly outer: string | null; readonly inner: string | null }> {
  const { stdout } = await run('ldd', [join(folder, 'x.so')], {
    cwd: workingDirectory,
    env: { ...process.env, LD_LIBRARY_PATH: libraryPath },
  });
  const found = async (name: string): Promise<string | null> => {
    // One that is found as it is named is printed once.
    const line = new RegExp(`^\\s*${name} (?:=> (\\S+) )?\\(0x`, 'm').exec(stdout);
    const path = line === null ? undefined : (line[1] ?? name);
    return path === undefined ? null : realpath(join(path.startsWith('/') ? '/' : workingDirectory, path));
  };
  return { outer: await found('outer.so'), inner: await found('inner.so') };
}

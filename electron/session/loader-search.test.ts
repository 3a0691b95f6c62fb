import { describe, expect, it } from 'vitest';
import type { LoaderEnvironment } from './loader-environment.ts';
import { candidatesFor, looksBeyondSystem, type NeedingLibrary } from './loader-search.ts';

const environment: LoaderEnvironment = {
  workingDirectory: '/project',
  libraryPath: '',
  libFolder: 'lib/x86_64-linux-gnu',
};
const braces = (name: string) => ['$', `{${name}}`].join('');

type RunPaths = { readonly rpath?: string; readonly runpath?: string };

function needing(paths: RunPaths, parent: NeedingLibrary | null = null, path = '/app/plugins/x.so') {
  const facts = { needed: [], soname: null, rpath: null, runpath: null, ...paths };
  return { path, place: path, facts, parent };
}

const pathsFor = (name: string, library: NeedingLibrary, libraryPath = '') =>
  candidatesFor(name, library, { ...environment, libraryPath }).map(({ path }) => path);

describe('the loader looks for a needed library', () => {
  const runpaths: readonly [string, string, readonly string[]][] = [
    ['in the own folder', '$ORIGIN', ['/app/plugins/a.so']],
    ['written with braces', `${braces('ORIGIN')}/.`, ['/app/plugins/./a.so']],
    ['in the order of the entries', '$ORIGIN/../lib:/opt', ['/app/plugins/../lib/a.so', '/opt/a.so']],
    ['relative to the working directory', '.:lib', ['/project/./a.so', '/project/lib/a.so']],
    ['where an entry is empty, in the working directory', '', ['/project//a.so']],
    ['in the folder of the machine', '/app/$LIB', ['/app/lib/x86_64-linux-gnu/a.so']],
    ['behind no token that is longer', '/app/$ORIGINAL', ['/app/$ORIGINAL/a.so']],
    ['not where only it knows the value', '/app/$PLATFORM', []],
  ];
  it.each(runpaths)('%s', (_name, runpath, expected) => {
    expect(pathsFor('a.so', needing({ runpath }))).toEqual(expected);
  });

  it('through RPATH first, then LD_LIBRARY_PATH, and through RUNPATH last', () => {
    expect(pathsFor('a.so', needing({ rpath: '/r' }), '/one:two')).toEqual([
      '/r/a.so',
      '/one/a.so',
      '/project/two/a.so',
    ]);
    expect(pathsFor('a.so', needing({ rpath: '/r', runpath: '/u' }), '/one')).toEqual([
      '/one/a.so',
      '/u/a.so',
    ]);
  });

  it('through the RPATH of those that needed the one that needs it, each with an origin of its own', () => {
    const outer = needing({ rpath: '$ORIGIN' });
    const middle = needing({ rpath: '/m', runpath: '/hidden' }, outer, '/deep/m.so');
    expect(pathsFor('a.so', needing({ rpath: '$ORIGIN' }, middle, '/inner/i.so'))).toEqual([
      '/inner/a.so',
      '/app/plugins/a.so',
    ]);
    expect(pathsFor('a.so', needing({ runpath: '/only' }, outer))).toEqual(['/only/a.so']);
  });

  it('by its path when the name has a slash', () => {
    const library = needing({ runpath: '/u' });
    expect(pathsFor('$ORIGIN/../a.so', library)).toEqual(['/app/plugins/../a.so']);
    expect(pathsFor('build/a.so', library)).toEqual(['/project/build/a.so']);
    expect(pathsFor('/abs/a.so', library)).toEqual(['/abs/a.so']);
  });

  it('nowhere but in the system without any of these', () => {
    expect(looksBeyondSystem(needing({}).facts, environment)).toBe(false);
    expect(looksBeyondSystem(needing({ runpath: '/u' }).facts, environment)).toBe(true);
    expect(looksBeyondSystem(needing({}).facts, { ...environment, libraryPath: '/one' })).toBe(true);
    expect(looksBeyondSystem({ ...needing({}).facts, needed: ['./a.so'] }, environment)).toBe(true);
  });
});

it('a copy has to lie where the copy of the needing one makes the loader look', () => {
  const library = needing({ runpath: '$ORIGIN/../lib:/opt/./x' });
  expect(candidatesFor('a.so', library, environment)).toMatchObject([
    { place: '/app/lib/a.so', viaOrigin: true },
    { place: '/opt/x/a.so', viaOrigin: false },
  ]);
});

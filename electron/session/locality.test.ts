import { describe, expect, it } from 'vitest';
import { createFakeFiles, type FakeFiles } from '../watch/testing/fake-files.ts';
import { localityOf } from './locality.ts';

const library = '/home/u/app/build/plugins/x.so';

function filesWith(...paths: readonly string[]): FakeFiles {
  const fake = createFakeFiles();
  for (const file of paths) {
    const folders = file.split('/').slice(1, -1);
    for (const [index] of folders.entries()) fake.folder(`/${folders.slice(0, index + 1).join('/')}`);
    fake.put(file);
  }
  return fake;
}

function locality(files: readonly string[], of = library) {
  return localityOf(of, '/home/u', filesWith(of, ...files));
}

describe('a needed library belongs to the build', () => {
  const cases: readonly [string, readonly string[], string, boolean][] = [
    ['beside the library', [], '/home/u/app/build/plugins/a.so', true],
    ['below its folder', [], '/home/u/app/build/plugins/deep/a.so', true],
    ['above it, without a project', [], '/home/u/app/build/lib/a.so', false],
    ['in its repository', ['/home/u/app/.git'], '/home/u/app/build/lib/a.so', true],
    ['in a repository around it', ['/home/u/app/.git'], '/home/u/other/a.so', false],
    [
      'in the outermost folder with build files',
      ['/home/u/app/Makefile', '/home/u/app/build/Makefile'],
      '/home/u/app/lib/a.so',
      true,
    ],
    [
      'in the repository, whatever lies above',
      ['/home/u/app/build/.git', '/home/u/app/Makefile'],
      '/home/u/app/lib/a.so',
      false,
    ],
    ['never in the home folder as such', ['/home/u/Makefile', '/home/u/.git'], '/home/u/lib/a.so', false],
    ['never in the system', ['/.git'], '/usr/lib/a.so', false],
  ];
  it.each(cases)('%s', async (_name, files, needed, expected) => {
    const isLocal = locality([needed, ...files]);
    expect(await isLocal(needed)).toBe(expected);
  });

  it('not when its name is a link to the system', async () => {
    const fake = filesWith(library, '/usr/lib/a.so.1');
    fake.link('/home/u/app/build/plugins/a.so', '/usr/lib/a.so.1');
    const isLocal = localityOf(library, '/home/u', fake);
    expect(await isLocal('/home/u/app/build/plugins/a.so')).toBe(false);
  });

  it('not beside a library of the system', async () => {
    const isLocal = locality(['/usr/lib/libc.so.6'], '/usr/lib/libz.so.1');
    expect(await isLocal('/usr/lib/libc.so.6')).toBe(false);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { resolveLinkChain } from './link-chain.ts';
import { createFakeFiles, type FakeFiles } from './testing/fake-files.ts';

let files: FakeFiles;

beforeEach(() => {
  files = createFakeFiles();
  for (const folder of ['/a', '/a/b', '/c']) files.folder(folder);
});

describe('the chain of links', () => {
  it('of a plain file is the file itself', async () => {
    files.put('/a/b/x.so');
    expect(await resolveLinkChain('/a/b/x.so', files)).toEqual([{ folder: '/a/b', name: 'x.so' }]);
  });

  it('holds relative and absolute links, of files and folders', async () => {
    files.put('/a/b/x.so.1');
    files.link('/c/current', '/a/b');
    files.link('/c/x.so', './current/../b/x.so.1');
    expect(await resolveLinkChain('/c/x.so', files)).toEqual([
      { folder: '/c', name: 'x.so' },
      { folder: '/c', name: 'current' },
      { folder: '/a/b', name: 'x.so.1' },
    ]);
  });

  it('ends at the first entry that is missing', async () => {
    expect(await resolveLinkChain('/a/gone/deep/x.so', files)).toEqual([{ folder: '/a', name: 'gone' }]);
  });

  it('ends when links lead in a circle', async () => {
    files.link('/a/one', 'two');
    files.link('/a/two', 'one');
    const chain = await resolveLinkChain('/a/one', files);
    expect(new Set(chain.map(({ name }) => name))).toEqual(new Set(['one', 'two']));
  });
});

import { expect, test } from 'vitest';
import { desktopEntry } from './desktop-entry.mjs';

test('reads the entry and nothing of other groups', () => {
  const text =
    '# made by hand\n[Desktop Entry]\nName=dlscope\nExec = dlscope %F\n\n[Desktop Action x]\nName=other\n';
  expect(desktopEntry(text)).toEqual({ Name: 'dlscope', Exec: 'dlscope %F' });
});

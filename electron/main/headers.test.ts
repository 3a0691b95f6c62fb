import { expect, test } from 'vitest';
import type { HeaderFile, LibraryState } from '../contract/session-state.ts';
import { headerFile, isHeaderPath } from './header-files.ts';
import { addHeaders, removeHeader } from './headers.ts';

function session() {
  let headers: readonly HeaderFile[] = [];
  return {
    state: () => ({ headers }) as LibraryState,
    setHeaders: (next: readonly HeaderFile[]) => {
      headers = next;
    },
    paths: () => headers.map(({ path }) => path),
  };
}

test('headers are known by their names', () => {
  const names = ['a.h', 'A.H', 'a.hh', 'a.hpp', 'a.hxx', 'zconf.h.in', 'liba.so', 'a.c', 'h', 'a.h5'];
  expect(names.filter(isHeaderPath)).toEqual(['a.h', 'A.H', 'a.hh', 'a.hpp', 'a.hxx', 'zconf.h.in']);
});

test('headers are added once, in order, and removed by their id', () => {
  const one = session();
  expect(addHeaders(one, ['/b.h', '/a.h', '/x/../b.h'])).toEqual({ ok: true, value: 2 });
  expect(addHeaders(one, ['/a.h', '/c.h'])).toEqual({ ok: true, value: 1 });
  expect(one.paths()).toEqual(['/b.h', '/a.h', '/c.h']);
  expect(removeHeader(one, headerFile('/a.h').id)).toMatchObject({ ok: true });
  expect(removeHeader(one, headerFile('/a.h').id)).toMatchObject({ failure: { code: 'unknown-id' } });
  expect(one.paths()).toEqual(['/b.h', '/c.h']);
});

test('there is a bound, and nothing is added beyond it', () => {
  const one = session();
  const many = Array.from({ length: 65 }, (_, index) => `/${index}.h`);
  expect(addHeaders(one, many)).toMatchObject({ failure: { code: 'limit-reached' } });
  expect(one.paths()).toEqual([]);
});

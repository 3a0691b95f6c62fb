import { expect, test } from 'vitest';
import { otherReports, reportedHeaders } from './header-reports.ts';

const header = { id: 'h1', name: 'zlib.h', path: '/usr/include/zlib.h' };
const ofHeader = {
  source: 'header',
  path: '/usr/include/zlib.h',
  summary: '90 functions declared',
  problems: [],
  problemCount: 0,
} as const;
const ofLibrary = { ...ofHeader, source: 'dwarf', path: null, summary: 'no debug information' } as const;

test('each header stands with its report, in the order they were added', () => {
  const fresh = { id: 'h2', name: 'new.h', path: '/new.h' };
  expect(reportedHeaders([fresh, header], [ofLibrary, ofHeader])).toEqual([
    { header: fresh, report: null },
    { header, report: ofHeader },
  ]);
});

test('what is left is debug information, and headers that are gone from the list', () => {
  expect(otherReports([header], [ofLibrary, ofHeader])).toEqual([ofLibrary]);
  expect(otherReports([], [ofHeader])).toEqual([ofHeader]);
});

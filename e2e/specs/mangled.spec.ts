import { join } from 'node:path';
import { expect } from '@playwright/test';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { ArgumentForm } from '../support/argument-form.ts';
import { test } from '../support/inspector.ts';

test('a mangled name gives the parameters; its result type is asked for and never guessed', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'libplain.so');
  await buildLibrary('int twice(int value) { return 2 * value; }', library);
  const { window } = await launch({ files: [library] });
  const form = new ArgumentForm(window);
  await window.select('twice(int)');
  await expect(form.badge).toHaveText(/^mangled name/);
  await window.call();
  await expect(window.callForm).toContainText('Choose the result type first.');
  await form.chooseResult('int');
  await form.fill({ 'arg 1': '21' });
  await window.call();
  await expect(window.result).toContainText(/^42int/);
});

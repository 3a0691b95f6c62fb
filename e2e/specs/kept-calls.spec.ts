import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { ArgumentForm } from '../support/argument-form.ts';
import { answerSaveDialog } from '../support/dialogs.ts';
import { repository, test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

const run = promisify(execFile);
const prototype = 'int add(int a, int b)';

test('the call log is there after a restart, and a call of it reopens and runs again', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const first = await launch({ files: [project.library] });
  await first.window.choose('add', prototype, { a: '3', b: '4' });
  await first.window.call();
  await expect(first.window.result).toContainText('7');
  await first.app.close();

  const { window } = await launch();
  await window.showDock('Call log');
  const row = window.callLog.getByRole('row', { name: /add\(3, 4\)/ });
  await expect(row).toContainText('7');
  await row.getByRole('button', { name: /^Details/ }).click();
  await window.page.getByRole('button', { name: 'Run again' }).click();
  await expect(window.callLog.getByRole('row', { name: /add\(3, 4\)/ })).toHaveCount(2);
  await expect(window.argument('b')).toHaveValue('4');
});

test('with recording switched off no call is written to the disk', async ({ folder, profile, launch }) => {
  const project = await SumProject.create(folder);
  const { window, app } = await launch({ files: [project.library] });
  await window.choose('add', prototype, { a: '31337', b: '4' });
  await window.showDock('Call log');
  await window.call();
  await expect(window.result).toContainText('31341');
  await window.page.getByRole('switch', { name: 'Record calls to disk' }).click();
  await window.argument('a').fill('4242');
  await window.call();
  await expect(window.result).toContainText('4246');
  await app.close();
  const kept = await readFile(join(profile, 'calls.jsonl'), 'utf8');
  expect(kept).toContain('31337');
  expect(kept).not.toContain('4242');
});

test('a named call is kept in a plain sorted file that its user chooses', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const file = join(folder, 'calls.json');
  const { window, app } = await launch({ files: [project.library] });
  const form = new ArgumentForm(window);
  await window.choose('add', prototype, { a: '3', b: '4' });
  await form.nameCall('seven');
  await window.argument('a').fill('1');
  await form.nameCall('five');
  await window.showDock('Named calls');
  await answerSaveDialog(app, file);
  await window.page.getByRole('button', { name: 'Choose file…' }).click();
  await expect(window.page.getByText(file)).toBeVisible();
  expect(await readdir(folder)).toContain('calls.json');
  const text = await readFile(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    calls: { five: { arguments: ['1', '4'] }, seven: { symbol: 'add', arguments: ['3', '4'] } },
  });
  expect(text.indexOf('"five"')).toBeLessThan(text.indexOf('"seven"'));
});

test('a call copied as a command gives the same result in a terminal', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window, app } = await launch({ files: [project.library] });
  const form = new ArgumentForm(window);
  await window.strategy('Fresh process');
  await window.choose('greet', 'const char *greet(const char *name)', { name: "O'Neill" });
  await form.copyAs('dlscope call');
  const line = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(line).toMatch(/^dlscope call /);
  const command = line.replace(/^dlscope/, `${process.execPath} ${join(repository, 'dist/cli.js')}`);
  const { stdout } = await run('sh', ['-c', command]);
  expect(stdout).toBe(`"Hello, O'Neill"\n`);
});

test('a saved value of a process that is gone is shown as dead, with the reason', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const form = new ArgumentForm(window);
  await window.strategy('Fresh process');
  await window.choose('greet', 'const char *greet(const char *name)', { name: 'you' });
  await window.call();
  await form.saveResult('greeting');
  await window.showDock('Saved values');
  const row = window.page.getByRole('row', { name: /\$greeting/ });
  await expect(row).toContainText('greet');
  await project.rebuild({ add: 'a * b' });
  await expect(row).toContainText(/which is gone/);
});

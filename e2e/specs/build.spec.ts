import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { answerQuestions, BuildPanel, noteOpenedFiles } from '../support/build-panel.ts';
import { repository, test } from '../support/inspector.ts';
import { lookAtWindow, noteNotifications } from '../support/notifications.ts';
import { descendantsOf, stillRunning } from '../support/process-tree.ts';
import { SumProject } from '../support/sum-project.ts';

const command = 'g++ -g -Wall -fPIC -shared shared_sum.cpp -o libctest.so';

test('nothing runs before its folder is trusted for exactly that command', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  const built = () => readFile(join(project.folder, 'mark'), 'utf8').catch(() => '');

  const refused = await answerQuestions(app, false);
  await panel.setUp('echo one >> mark', { onSave: false });
  await expect(panel.trustButton).toBeVisible();
  await expect(panel.button).toBeHidden();
  await panel.trustButton.click();
  await expect.poll(async () => (await refused()).length).toBe(2);
  for (const question of await refused()) {
    expect(question).toContain('echo one >> mark');
    expect(question).toContain(project.folder);
  }
  expect(await built()).toBe('');

  const agreed = await answerQuestions(app, true);
  await panel.trustButton.click();
  await expect(panel.status).toContainText('Built');
  await panel.button.click();
  await expect.poll(built).toBe('one\none\n');
  expect(await agreed()).toHaveLength(1);

  const again = await answerQuestions(app, false);
  await panel.change('echo two >> mark');
  await expect.poll(async () => (await again()).length).toBe(1);
  await window.press('Control+b');
  await expect.poll(async () => (await again()).length).toBe(2);
  expect(await built()).toBe('one\none\n');
});

test('edit, build by key, and the pinned call reads 7 → 12; after a restart everything is still set up', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  await answerQuestions(app, true);
  await panel.setUp(command, { onSave: false });
  await expect(panel.button).toBeVisible();
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await window.pinCall();
  await project.write({ add: 'a * b' });
  await window.press('Control+b');
  await window.showDock('Reload history');
  await expect(window.generationRow(2)).toBeVisible();
  await window.showDock('Pinned calls');
  await expect(window.pinned.getByRole('row', { name: /add\(3, 4\)/ })).toContainText(/7.*12/);
  await app.close();

  const second = await launch();
  const panelAgain = new BuildPanel(second.window);
  await project.write({ add: 'a - b' });
  await panelAgain.button.click();
  await second.window.showDock('Pinned calls');
  await expect(second.window.pinned.getByRole('row', { name: /add\(3, 4\)/ })).toContainText(/12.*-1/);
});

test('a build that fails is counted, its places open, and what runs goes on answering', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  await answerQuestions(app, true);
  const opened = await noteOpenedFiles(app);
  await panel.setUp(command, { onSave: false });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await project.write({ add: 'a + nowhere', declarations: 'int half_done() { int unused; return b; }' });
  await panel.button.click();
  await expect(panel.status).toContainText('Failed: 2 errors, 1 warning');
  await expect(panel.errors).toHaveCount(2);
  await window.call();
  await expect(window.result).toContainText('7');
  await expect(window.freshness).toHaveAttribute('data-freshness', 'same');

  await test.step('F8 goes from error to error, Enter opens the place', async () => {
    await window.press('F8');
    await expect(panel.errors.first().getByRole('button')).toBeFocused();
    await window.press('F8');
    await expect(panel.errors.nth(1).getByRole('button')).toBeFocused();
    await window.press('Shift+F8');
    await window.press('Enter');
    await expect.poll(opened).toEqual([project.source]);
  });

  await test.step('with a command of the user’s own a place opens at its line', async () => {
    const editor = join(folder, 'editor');
    await writeFile(
      editor,
      `#!/bin/sh\nprintf '%s\\n' "$@" > "${folder}/edited.tmp"\nmv "${folder}/edited.tmp" "${folder}/edited"\n`,
      { mode: 0o755 },
    );
    await window.page.getByRole('button', { name: 'Open with…' }).click();
    await window.page.getByLabel('Editor command').fill(`${editor} --line={line} "{file}"`);
    await window.press('Enter');
    await panel.place(/shared_sum\.cpp:\d+:\d+/).click();
    await expect
      .poll(() => readFile(join(folder, 'edited'), 'utf8').catch(() => ''))
      .toMatch(new RegExp(`^--line=\\d+\n${project.source}\n$`));
  });

  await test.step('the setup takes the keyboard along, and Escape leads back', async () => {
    const setUp = window.page.getByRole('button', { name: 'Set up…' });
    await setUp.click();
    await expect(panel.form.getByLabel('Command')).toBeFocused();
    await window.press('Escape');
    await expect(setUp).toBeFocused();
  });

  await test.step('and a build that works is loaded as always', async () => {
    await project.write({ add: 'a * b' });
    await panel.button.click();
    await expect(panel.status).toContainText('Built');
    await window.call();
    await expect(window.result).toContainText('12');
  });
});

test('of a flood nothing is left out that is kept, and the first error is in view', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  await answerQuestions(app, true);
  await panel.setUp('seq 1 2000', { onSave: false });
  await panel.button.click();
  await expect(panel.status).toContainText('Built');
  await panel.output.press('Control+Home');
  await expect(panel.output).toContainText(/^1\n/, { useInnerText: true });
  await expect(panel.output).not.toContainText('left out');

  const line = (severity: string) => `seq -f 'sum.c:%g:1: ${severity}: of a flood' 1`;
  await panel.change(`${line('warning')} 30000; ${line('error')} 300; exit 1`);
  await panel.button.click();
  await expect(panel.status).toContainText('Failed: 300 errors, 30,000 warnings');
  await expect(panel.errors.first()).toContainText('sum.c:1:1:');
  await expect(panel.errors.first()).toBeInViewport();
});

test('saving a source builds once, however the editor saves', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  await answerQuestions(app, true);
  await panel.setUp(`${command} && echo built >> mark`, { onSave: true });
  await expect(panel.status).toContainText('builds when a source is saved');
  const builds = async () =>
    (await readFile(join(project.folder, 'mark'), 'utf8').catch(() => '')).split('\n').length - 1;
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });

  await project.write({ add: 'a * b' });
  await expect.poll(builds).toBe(1);
  await window.showDock('Reload history');
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('12');

  const text = await readFile(project.source, 'utf8');
  await rename(project.source, `${project.source}~`);
  await writeFile(`${project.source}.tmp`, text.replace('a * b', 'a - b'));
  await rename(`${project.source}.tmp`, project.source);
  await expect(window.generationRow(3)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('-1');
  expect(await builds()).toBe(2);
});

test('a cancelled build is gone with all of its processes, and so is one at the end of the program', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  const panel = new BuildPanel(window);
  await answerQuestions(app, true);
  await panel.setUp('sleep 1000 & echo started; sleep 1000', { onSave: false });
  const before = await descendantsOf(app.process().pid ?? 0);
  const started = async () =>
    (await descendantsOf(app.process().pid ?? 0)).filter(
      ({ pid }) => !before.some((known) => known.pid === pid),
    );
  await panel.button.click();
  await expect(panel.output).toContainText('started');
  await expect(panel.status).toContainText('Building');
  const running = await started();
  expect(running.length).toBeGreaterThan(1);
  await panel.cancelButton.click();
  await expect(panel.status).toContainText('Cancelled');
  expect(await stillRunning(running)).toEqual([]);

  await panel.button.click();
  await expect(panel.output).toContainText('started');
  const last = await started();
  expect(last.length).toBeGreaterThan(1);
  await app.close();
  await expect.poll(() => stillRunning(last)).toEqual([]);
});

test('the sample comes with its build command, trusted from the start', async ({ folder, launch }) => {
  const built = join(repository, 'native-samples/build/libctest.so');
  const kept = join(folder, 'kept.so');
  await copyFile(built, kept);
  try {
    const { app, window } = await launch();
    const panel = new BuildPanel(window);
    const asked = await answerQuestions(app, false);
    await panel.show();
    await panel.button.click();
    await expect(panel.status).toContainText('Built');
    expect(await asked()).toEqual([]);
    await window.showDock('Reload history');
    await expect(window.historyRows().nth(1)).toBeVisible();
  } finally {
    await copyFile(kept, `${built}.kept`);
    await rename(`${built}.kept`, built);
  }
});

test('a failure is told on the desktop when it is wanted and nobody looks', async ({
  folder,
  profile,
  launch,
}) => {
  const project = await SumProject.create(folder);
  // Where there is no desktop the switch is not there.
  const settings = {
    guideDismissed: true,
    demangle: true,
    layout: {},
    dockTab: 'history',
    notifyFailures: true,
  };
  await writeFile(join(profile, 'settings.json'), JSON.stringify(settings));
  const { app, window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  const told = await noteNotifications(app);
  await project.rebuild({ add: 'scale_factor(a)', declarations: 'int scale_factor(int);' });
  await expect(window.historyRows('rejected')).toHaveCount(1);
  expect(await told()).toEqual([
    expect.stringMatching(/^libctest\.so: the new build was rejected\n.*undefined symbol: scale_factor/),
  ]);
  await lookAtWindow(app);
  await project.rebuild({ add: 'scale_factor(b)', declarations: 'int scale_factor(int);' });
  await expect(window.historyRows('rejected')).toHaveCount(2);
  expect(await told()).toHaveLength(1);
});

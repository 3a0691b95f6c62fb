import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { prepareBuild } from '../../native-samples/build-library.ts';
import { writeInTwoPhases } from '../../native-samples/replace-library.ts';
import { test } from '../support/inspector.ts';
import { descendantsOf, mapping } from '../support/process-tree.ts';
import { SumProject } from '../support/sum-project.ts';

test('with watching off a new build is shown and not loaded; switched on, it is', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.watchSwitch.click();
  await expect(window.freshness).toHaveAttribute('data-freshness', 'paused');
  await project.rebuild({ add: 'a * b' });
  await expect(window.freshness).toHaveAccessibleName(/Paused: the file has changed/);
  await window.call();
  await expect(window.result).toContainText('7');
  await window.watchSwitch.click();
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('12');
});

test('a released file is held by nobody until it is loaded again', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  await window.strategy('Strict');
  await window.reload();
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  const holders = async () =>
    (await mapping(project.library, await descendantsOf(app.process().pid ?? 0))).length;
  await expect.poll(holders).toBe(1);
  await window.releaseButton.click();
  await expect(window.freshness).toHaveAttribute('data-freshness', 'released');
  await expect(window.watchSwitch).toBeDisabled();
  await expect(window.watchSwitch).not.toBeChecked();
  await expect.poll(holders).toBe(0);
  const built = join(folder, 'next.so');
  await project.write({ add: 'a * b' });
  await project.compile(built);
  await copyFile(built, project.library);
  await window.reload();
  await expect(window.freshness).toHaveAttribute('data-freshness', 'same');
  await expect(window.watchSwitch).toBeEnabled();
  await expect(window.watchSwitch).toBeChecked();
  await window.call();
  await expect(window.result).toContainText('12');
});

test('a file that is written with a pause is loaded once, when it is whole', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const build = await prepareBuild('extern "C" int add(int a, int b) { return a * b; }');
  const { window } = await launch({ files: [project.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  const writing = await writeInTwoPhases(project.library, build, 0.6);
  await expect(window.freshness).toHaveAttribute('data-freshness', 'settling');
  await window.call();
  await expect(window.result).toContainText('7');
  await writing.finish();
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('12');
  await project.rebuild({ add: 'a - b' });
  await expect(window.generationRow(3)).toBeVisible();
  await expect(window.historyRows('loaded')).toHaveCount(3);
  await build.remove();
});

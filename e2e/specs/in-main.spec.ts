import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('in the main process the article’s reload works, and the window warns', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  await window.runIn('Main process');
  await expect(window.page.getByText(/runs inside dlscope itself/)).toBeVisible();
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
  const mainMaps = await app.evaluate(async (_electron, path) => {
    const { readFile } = process.getBuiltinModule('node:fs/promises');
    return (await readFile('/proc/self/maps', 'utf8')).includes(path);
  }, project.library);
  expect(mainMaps).toBe(true);
  const before = await window.historyRows('loaded').count();
  await project.rebuild({ add: 'a * b' });
  await expect(window.historyRows('loaded')).toHaveCount(before + 1);
  await window.call();
  await expect(window.result).toContainText('12');
});

test('strict in an isolated process runs the new code', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  await window.strategy('Strict');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
  const before = await window.historyRows('loaded').count();
  await project.rebuild({ add: 'a * b' });
  await expect(window.historyRows('loaded')).toHaveCount(before + 1);
  await window.call();
  await expect(window.result).toContainText('12');
});

test('strict with a broken build rolls back to the good one', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  await window.strategy('Strict');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await project.rebuild({ add: 'scale_factor(a)', declarations: 'int scale_factor(int);' });
  await expect(window.history).toContainText('undefined symbol: scale_factor');
  await window.call();
  await expect(window.result).toContainText('7');
});

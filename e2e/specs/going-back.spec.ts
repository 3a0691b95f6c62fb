import { rm } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('an earlier build is made current with one click, and a new one on disk is taken all the same', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const { page } = window;
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
  await window.pinCall();
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toContainText('7 → 12');

  await window.goBack(1);
  await expect(window.generationRow(3)).toContainText('12 → 7');
  await expect(window.freshness).toHaveAttribute('data-freshness', 'older');
  await expect(page.getByRole('note', { name: 'Earlier build' })).toContainText('#3 is the build of #1');
  await window.call();
  await expect(window.result.locator('[data-result="value"]')).toHaveText('7');

  await page.getByRole('button', { name: 'Go to newest' }).click();
  await expect(window.generationRow(4)).toContainText('7 → 12');
  await expect(window.freshness).toHaveAttribute('data-freshness', 'same');
  await expect(page.getByRole('note', { name: 'Earlier build' })).toHaveCount(0);

  await window.goBack(1);
  await expect(window.freshness).toHaveAttribute('data-freshness', 'older');
  await rm(project.library);
  await expect(window.freshness).toHaveAttribute('data-freshness', 'missing');
  const newest = page.getByRole('button', { name: 'Go to newest' });
  await expect(newest).toBeDisabled();
  await newest.hover();
  await expect(page.getByRole('tooltip')).toContainText('The file is missing');
  await project.rebuild({ add: 'a - b' });
  await expect(window.generationRow(6)).toContainText('7 → -1');
  await expect(window.freshness).toHaveAttribute('data-freshness', 'same');
});

test('an earlier build beside the running one answers the same call, and its crash is its own', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const { page } = window;
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();

  await window.openBeside(1);
  await expect(page.getByRole('note', { name: 'Build beside' })).toContainText('#1 beside, pid');
  await window.call();
  const running = window.result.getByRole('region', { name: 'Build 2' });
  const beside = window.result.getByRole('region', { name: 'Build 1, beside' });
  await expect(running.locator('[data-result="value"]')).toHaveText('12');
  await expect(beside.locator('[data-result="value"]')).toHaveText('7');
  await expect(window.result.locator('[data-difference="some"]')).toContainText('result');

  await project.rebuild({ add: 'a - b', declarations: 'int quit_or_not() { return 1; }' });
  await expect(window.generationRow(3)).toBeVisible();
  await window.call();
  await expect(beside.locator('[data-result="value"]')).toHaveText('7');
  await window.choose('boom', 'int boom(void)');
  await window.call();
  await expect(beside).toContainText('Only the process of build #1 beside ended');
  await expect(page.getByRole('note', { name: 'Build beside' })).toContainText('ended: Segmentation fault');
  await window.choose('quit_or_not', 'int quit_or_not(void)');
  await window.call();
  await expect(window.result.getByRole('region', { name: 'Build 3' })).toContainText('1');
  await expect(beside).toContainText('Undefined symbol');

  await page.getByRole('button', { name: 'Close build 1' }).click();
  await expect(page.getByRole('note', { name: 'Build beside' })).toHaveCount(0);
  await expect(beside).toHaveCount(0);
});

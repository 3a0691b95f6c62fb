import { expect } from '@playwright/test';
import { ArgumentForm } from '../support/argument-form.ts';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('a repeated call shows its figures, and beside them those of the build before', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const form = new ArgumentForm(window);
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await form.repeatRuns(20_000);
  await expect(window.result).toContainText(/Median/);
  await expect(window.result).toContainText('20,000');
  await expect(window.result).toContainText(/calling costs about \d+/);
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();
  await form.repeatRuns(20_000);
  await expect(window.result).toContainText(/^7 *→ *12/);
  await expect(window.result).toContainText(/#1/);
});

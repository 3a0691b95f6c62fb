import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { descendantsOf, stillRunning } from '../support/process-tree.ts';
import { SumProject } from '../support/sum-project.ts';

test('a second start with a file opens it in the first window', async ({
  folder,
  launch,
  startInTerminal,
}) => {
  const one = await SumProject.create(folder, 'one');
  const two = await SumProject.create(folder, 'two');
  const { window } = await launch({ files: [one.library] });
  const second = startInTerminal({ files: [two.library] });
  expect(await second.exitCode).toBe(0);
  expect(second.output).toContain('dlscope runs already');
  const tabs = window.tabs.getByRole('tab');
  await expect(tabs).toHaveCount(2);
  await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
});

test('killed while a call runs, it leaves no process; the next start has the history and sweeps up', async ({
  folder,
  launch,
}) => {
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  const environment = { TMPDIR: temporary, XDG_RUNTIME_DIR: '' };
  const copies = async () => (await readdir(temporary)).filter((name) => /^dlscope-\d+-/.test(name));
  const project = await SumProject.create(folder);
  const first = await launch({ files: [project.library], environment });
  await expect(first.window.generationRow(1)).toBeVisible();
  await first.window.choose('spin', 'void spin(void)');
  await first.window.call();
  await expect(first.window.callForm.getByRole('button', { name: 'Stop' })).toBeVisible();

  const main = first.app.process();
  const children = await descendantsOf(main.pid ?? 0);
  expect(children.length).toBeGreaterThanOrEqual(3);
  const left = await copies();
  expect(left).toHaveLength(1);
  main.kill('SIGKILL');
  await expect.poll(() => stillRunning(children)).toEqual([]);

  const { window } = await launch({ environment });
  await expect(window.generationRow(1)).toBeVisible();
  await expect(window.generationRow(2)).toBeVisible();
  expect(await copies()).not.toContain(left[0]);
});

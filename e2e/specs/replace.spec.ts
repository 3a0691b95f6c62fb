import { execFile } from 'node:child_process';
import { copyFile, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

const run = promisify(execFile);

interface Style {
  readonly name: string;
  /** Puts the new build, made at `built`, in the library's place. */
  readonly replace: (built: string, library: string) => Promise<unknown>;
}

const styles: readonly Style[] = [
  { name: 'mv over it', replace: (built, library) => rename(built, library) },
  { name: 'cp in place', replace: (built, library) => copyFile(built, library) },
  { name: 'cat > it', replace: async (built, library) => writeFile(library, await readFile(built)) },
  { name: 'install', replace: (built, library) => run('install', [built, library]) },
  {
    name: 'rm, then cp',
    replace: async (built, library) => {
      await rm(library);
      await copyFile(built, library);
    },
  },
  { name: 'strip after the copy', replace: (built, library) => run('strip', ['-o', library, built]) },
];

test('a new build is noticed exactly once, however it is put in place', async ({ folder, launch }) => {
  test.setTimeout(120_000);
  const { window } = await launch();
  for (const { name, replace } of styles) {
    await test.step(name, async () => {
      const project = await SumProject.create(folder, name.replaceAll(/\W+/g, '-'));
      const tabs = await window.tabs.getByRole('tab').count();
      await window.drop([project.library]);
      await expect(window.tabs.getByRole('tab').nth(tabs)).toHaveAttribute('aria-selected', 'true');
      await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
      await window.call();
      await expect(window.result).toContainText('7');
      const built = join(project.folder, 'next.so');
      await project.write({ add: 'a * b' });
      await project.compile(built);
      await replace(built, project.library);
      await expect(window.generationRow(2)).toBeVisible();
      await window.call();
      await expect(window.result).toContainText('12');
      // A further build is a barrier: had the first one been counted twice, this would not be number 3.
      await project.rebuild({ add: 'a - b' });
      await expect(window.generationRow(3)).toBeVisible();
      await window.call();
      await expect(window.result).toContainText('-1');
    });
  }
});

test('a link that is turned to another file is a new build', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const second = join(folder, 'libsecond.so');
  const link = join(folder, 'libcurrent.so');
  await project.write({ add: 'a * b' });
  await project.compile(second);
  await symlink(project.library, link);
  const { window } = await launch({ files: [link] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await run('ln', ['-sfn', second, link]);
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('12');
  await project.write({ add: 'a - b' });
  await project.compile(second);
  await expect(window.generationRow(3)).toBeVisible();
});

test('touch and an identical rebuild are not a new generation', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  await run('touch', [project.library]);
  await expect(window.historyRows('unchanged')).toHaveCount(1);
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();
});

test('a deleted library stays callable, and its return is noticed', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await rm(project.library);
  await expect(window.historyRows('missing')).toHaveCount(1);
  await window.call();
  await expect(window.result).toContainText('7');
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();
});

test('50 rebuilds in a row: none missed, none doubled', async ({ folder, launch }) => {
  test.setTimeout(240_000);
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  for (let round = 1; round <= 50; round += 1) {
    await project.rebuild({ add: `a + b + ${round}` });
    await expect(window.generationRow(round + 1)).toBeVisible();
    await window.call();
    await expect(window.result).toContainText(String(7 + round));
  }
  await expect(window.historyRows('loaded')).toHaveCount(51);
});

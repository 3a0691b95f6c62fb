import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect } from '@playwright/test';
import { repository, test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

const run = promisify(execFile);
const releaseFolder = join(repository, 'release');
const release = join(releaseFolder, 'linux-unpacked/dlscope');
const inspectable = join(releaseFolder, 'inspectable/linux-unpacked/dlscope');

test('the packaged program calls functions and loads new builds', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { app, window } = await launch({ executable: inspectable, files: [project.library] });
  expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true);
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('12');
});

test('the first start of the packaged program opens the sample it brings along', async ({ launch }) => {
  const { window } = await launch({ executable: inspectable });
  await expect(window.tab('libctest.so')).toBeVisible();
  await window.press('Control+Enter');
  await expect(window.result).toContainText('7');
});

test('a release lets nobody steer it: fuses set, remote debugging refused', async ({ startInTerminal }) => {
  const wire = await getCurrentFuseWire(release);
  const on = [FuseV1Options.OnlyLoadAppFromAsar];
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));

  const steered = startInTerminal({ executable: release, files: ['--remote-debugging-port=0'] });
  expect(await steered.exitCode).toBe(2);
  expect(steered.output).toContain('remote debugging of the window is refused');
});

test('the archive, unpacked anywhere, opens what is named on its command line', async ({
  folder,
  startInTerminal,
}) => {
  const { version } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
  const archive = join(releaseFolder, `dlscope-${version}.tar.gz`);
  await run('tar', ['-xzf', archive, '-C', folder, '--strip-components=1']);
  const project = await SumProject.create(folder);
  const program = startInTerminal({ executable: join(folder, 'dlscope'), files: [project.library] });
  await expect.poll(() => program.output, { timeout: 20_000 }).toMatch(/libctest\.so {2}#1 loaded in \d+ ms/);
  expect(program.output).toMatch(/libctest\.so {2}opened · \d+ exports/);
  expect(program.output).toContain(project.library);
});

import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { test } from '../support/inspector.ts';

test('a library that needs its neighbour opens and answers; one whose neighbour is missing says what to do', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'origin.so');
  await copyFile(samplePath('linking/origin'), library);
  await copyFile(samplePath('linking/neighbour'), join(folder, 'neighbour.so'));
  const { window } = await launch({ files: [library] });
  await window.choose('ask_neighbour', 'int ask_neighbour(void)');
  await window.call();
  await expect(window.result).toContainText('101');

  await window.drop([samplePath('linking/missing-dependency')]);
  await expect(window.tab('missing-dependency.so')).toHaveAttribute('aria-selected', 'true');
  const words = 'libdlscope-absent.so: cannot open shared object file: No such file or directory';
  await expect(window.historyRows('rejected')).toContainText(words);
  await expect(window.callForm).toContainText(words);
  await expect(window.callForm).toContainText('-Wl,-rpath');
});

test('a rebuild of a needed library alone is a new build; one that is gone is named, and taken when it is back', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'origin.so');
  const neighbour = join(folder, 'neighbour.so');
  const rebuild = async (value: number): Promise<void> => {
    const built = join(folder, 'next.so');
    await buildLibrary(`extern "C" int neighbour() { return ${value}; }`, built, [
      '-Wl,-soname,neighbour.so',
    ]);
    await rename(built, neighbour);
  };
  await copyFile(samplePath('linking/origin'), library);
  await rebuild(1);
  const { window } = await launch({ files: [library] });
  await window.choose('ask_neighbour', 'int ask_neighbour(void)');
  await window.call();
  await expect(window.result).toContainText('101');
  await window.pinCall();

  await rebuild(2);
  await expect(window.generationRow(2)).toContainText('101 → 102');
  await expect(window.generationRow(2)).toContainText('only neighbour.so changed');
  const details = await window.detailsOf(2);
  await expect(details).toContainText('neighbour.so changed: code of 1 function changed.');
  await expect(details).toContainText('this build runs in a fresh process');
  await expect(details).toContainText('Nothing changed in the library itself that programs could notice.');
  await expect(window.freshness).toHaveAttribute('data-freshness', 'same');

  await rm(neighbour);
  await expect(window.historyRows('rejected')).toContainText(`needs ${neighbour}: it is not there any more`);
  await window.call();
  await expect(window.result).toContainText('102');
  await rebuild(3);
  await expect(window.generationRow(3)).toContainText('102 → 103');
  await window.showDock('File');
  await expect(window.page.getByText(neighbour, { exact: true })).toBeVisible();
});

test('a relative run path means the folder in which the program was started', async ({ folder, launch }) => {
  const library = join(folder, 'relative-runpath.so');
  await copyFile(samplePath('linking/relative-runpath'), library);
  await mkdir(join(folder, 'lib'));
  await copyFile(samplePath('lib/neighbour-in-lib'), join(folder, 'lib/neighbour-in-lib.so'));
  const { window } = await launch({ files: [library], workingDirectory: folder });
  await window.choose('ask_neighbour', 'int ask_neighbour(void)');
  await window.call();
  await expect(window.result).toContainText('103');
});

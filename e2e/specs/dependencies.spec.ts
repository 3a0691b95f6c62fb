import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
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

import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import { buildSample } from '../../native-samples/build-library.ts';
import { test } from '../support/inspector.ts';

test('strict says plainly that old code keeps running; a fresh process runs the new code', async ({
  folder,
  launch,
}) => {
  const { window } = await launch();
  for (const sample of ['unloading/nodelete', 'unloading/gnu-unique'] as const) {
    await test.step(sample, async () => {
      const library = join(folder, `${basename(sample)}.so`);
      await buildSample(sample, library);
      await window.drop([library]);
      await expect(window.tab(basename(library))).toHaveAttribute('aria-selected', 'true');
      await expect(window.generationRow(1)).toBeVisible();
      await window.strategy('Strict');
      await window.choose('version', 'int version(void)');
      await window.call();
      await expect(window.result).toContainText('1');

      const loads = await window.historyRows('loaded').count();
      await buildSample(sample, library, ['-DVERSION=2']);
      await expect(window.historyRows('loaded')).toHaveCount(loads + 1);
      await expect(window.freshness).toHaveAccessibleName(/Old code may still run/);
      await window.call();
      await expect(window.result.getByText('1', { exact: true })).toBeVisible();

      await window.strategy('Fresh process');
      await window.reload();
      await expect(window.freshness).toHaveAccessibleName(/Running build = file on disk/);
      await window.call();
      await expect(window.result.getByText('2', { exact: true })).toBeVisible();
    });
  }
});

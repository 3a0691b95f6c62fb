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
      await buildSample(sample, library, ['-DVERSION=1001']);
      await window.drop([library]);
      await expect(window.tab(basename(library))).toHaveAttribute('aria-selected', 'true');
      await expect(window.generationRow(1)).toBeVisible();
      await window.strategy('Strict');
      // From now on the file itself is open, as in a plain program, and no private copy of it is left.
      await window.releaseButton.click();
      await expect(window.freshness).toHaveAttribute('data-freshness', 'released');
      await window.reload();
      await expect(window.generationRow(2)).toBeVisible();
      await window.choose('version', 'int version(void)');
      await window.call();
      await expect(window.result).toContainText('1001');

      await buildSample(sample, library, ['-DVERSION=2002']);
      await expect(window.generationRow(3)).toBeVisible();
      await expect(window.freshness).toHaveAccessibleName(/Old code may still run/);
      await window.call();
      await expect(window.result).toContainText(/1001.*build #3/);

      await window.strategy('Fresh process');
      await window.reload();
      await expect(window.freshness).toHaveAccessibleName(/Running build = file on disk/);
      await window.call();
      await expect(window.result).toContainText('2002');
    });
  }
});

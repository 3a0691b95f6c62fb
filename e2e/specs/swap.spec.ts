import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import { buildSample } from '../../native-samples/build-library.ts';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('a rebuild is swapped in: the same process, the new code, and the old build proven to be gone', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await expect(window.page.getByRole('combobox', { name: 'Reload strategy' })).toHaveValue('swap');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await expect(window.result).toContainText('7');
  await window.pinCall();
  const pid = window.page.locator('.identity-pid code');
  const before = await pid.textContent();
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toContainText('7 → 12');
  await expect(pid).toHaveText(before ?? '');
  await expect(await window.detailsOf(2)).toContainText('Build #1 is gone');
});

const stuckCases = [
  {
    sample: 'unloading/gnu-unique',
    use: 'int counted(void)',
    row: /#1 stayed: STB_GNU_UNIQUE symbols/,
    cause: /Counter<int>::value.*-fno-gnu-unique/,
  },
  {
    sample: 'unloading/nodelete',
    use: null,
    row: /#1 stayed: -z nodelete/,
    cause: /DF_1_NODELETE.*Link without -z nodelete/,
  },
  {
    sample: 'unloading/thread-local-destructor',
    use: 'int touch(void)',
    row: /#1 stayed: thread_local destructors/,
    cause: /waits for the end of the thread/,
  },
  {
    sample: 'unloading/leaves-thread',
    use: 'int start(void)',
    row: /#1 stayed: a thread runs its code/,
    cause: /A thread that the library started.*pthread_join/,
  },
] as const;

for (const { sample, use, row, cause } of stuckCases) {
  test(`${sample}: the new code runs, and the window says why the old build stayed`, async ({
    folder,
    launch,
  }) => {
    const library = join(folder, `${basename(sample)}.so`);
    const build = (version: number) => buildSample(sample, library, ['-O0', `-DVERSION=${version}`]);
    await build(1001);
    const { window } = await launch({ files: [library] });
    await expect(window.generationRow(1)).toBeVisible();
    if (use !== null) {
      await window.choose(/\w+(?=\()/.exec(use)?.[0] ?? '', use);
      await window.call();
      await expect(window.result).toContainText(/build #1/);
    }
    await build(2002);
    await expect(window.generationRow(2)).toContainText(row);
    const details = await window.detailsOf(2);
    await expect(details).toContainText(cause);
    await expect(details, 'what is wrong comes first').toContainText(/could not leave.*The build was loaded/);
    await expect(window.freshness).toHaveAccessibleName(/Running build = file on disk/);
    await window.choose('version', 'int version(void)');
    await window.call();
    await expect(window.result).toContainText(/2002.*build #2/);
    await window.ifTheOldOneStays('Keep state');
    if (use !== null) {
      await window.choose(/\w+(?=\()/.exec(use)?.[0] ?? '', use);
      await window.call();
      await expect(window.result).toContainText(/build #2/);
    }
    await build(3003);
    await expect(window.generationRow(3)).toBeVisible();
    await expect(window.freshness).toHaveAccessibleName(/New code, old variables stay/);
    await window.watchSwitch.click();
    await expect(window.freshness).toHaveAccessibleName(/Paused/);
    await expect(
      window.page.getByRole('button', { name: 'Still in use: New code, old variables stay' }),
    ).toBeVisible();
    await window.watchSwitch.click();
    await expect(window.freshness).toHaveAccessibleName(/New code, old variables stay/);
    await window.choose('version', 'int version(void)');
    await window.call();
    await expect(window.result).toContainText(/3003.*build #3/);
  });
}

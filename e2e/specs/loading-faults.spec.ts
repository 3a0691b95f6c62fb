import { copyFile, mkdir, open, readdir, truncate, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import { buildSample } from '../../native-samples/build-library.ts';
import { type SampleName, samplePath } from '../../native-samples/samples.ts';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

const constructors: readonly { readonly sample: SampleName; readonly cause: RegExp }[] = [
  { sample: 'loading/segfaults', cause: /SIGSEGV/ },
  { sample: 'loading/exits', cause: /exit code 0/ },
  { sample: 'loading/throws', cause: /SIGABRT/ },
];

test('a constructor that crashes is named, not run again by itself, and the next good build loads', async ({
  folder,
  launch,
}) => {
  const good = await SumProject.create(folder);
  const { window } = await launch({ files: [good.library] });
  for (const { sample, cause } of constructors) {
    await test.step(sample, async () => {
      const library = join(folder, basename(samplePath(sample)));
      await copyFile(samplePath(sample), library);
      await window.drop([library]);
      await expect(window.tab(basename(library))).toHaveAttribute('aria-selected', 'true');
      await expect(window.historyRows('crashed')).toContainText(cause);
      await expect(window.symbol('reached')).toBeVisible();
      await utimes(library, new Date(), new Date());
      await expect(window.historyRows('rejected')).toContainText(/not loaded again by itself/);
      await copyFile(good.library, library);
      await expect(window.generationRow(1)).toBeVisible();
      await expect(window.historyRows('crashed')).toHaveCount(1);
      await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
      await window.call();
      await expect(window.result).toContainText('7');
    });
  }
});

test('a build whose constructor crashes or hangs leaves the build before it callable', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  // In another process the old build answers also while the new one is loaded.
  await window.strategy('Fresh process');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await buildSample('loading/segfaults', project.library);
  await expect(window.historyRows('crashed')).toContainText(/SIGSEGV.*#1 still answers/);
  await window
    .historyRows('crashed')
    .getByRole('button', { name: /^Details/ })
    .click();
  await expect(window.history.getByText('The code touched memory that is not its own')).toHaveCount(1);
  await window.call();
  await expect(window.result).toContainText('7');

  await buildSample('loading/hangs', project.library);
  await expect(window.freshness).toHaveAttribute('data-freshness', 'loading');
  await expect(window.result).toContainText(/Loading/);
  await window.argument('b').fill('500');
  await window.call();
  await expect(window.result, 'the old build answers while the new one hangs').toContainText('503');
  await expect(window.result).toContainText(/A constructor of the library takes long/);
  await expect(window.result, 'the answer stays in view').toContainText('503');
  await expect(window.historyRows('crashed').first()).toContainText(/No answer for 10/, { timeout: 20_000 });
  await project.rebuild({ add: 'a * b' });
  await expect(window.generationRow(2)).toBeVisible();
  await window.call();
  await expect(window.result).toContainText('1500');
});

/** `e_machine` of AArch64 (gABI, ELF header: a half word at offset 18). */
async function pretendAnotherMachine(library: string): Promise<void> {
  const file = await open(library, 'r+');
  try {
    await file.write(Uint8Array.of(183, 0), 0, 2, 18);
  } finally {
    await file.close();
  }
}

test('looking at a library that cannot be loaded runs none of its code', async ({ folder, launch }) => {
  const temporary = join(folder, 'temporary');
  await mkdir(temporary);
  // The sample leaves its mark beside the file that was opened: the library itself or its private copy.
  const marks = async () =>
    (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.mark'));
  const whole = join(folder, 'libwhole.so');
  const foreign = join(folder, 'libforeign.so');
  const incomplete = join(folder, 'libincomplete.so');
  await buildSample('loading/leaves-mark', whole);
  await copyFile(whole, foreign);
  await pretendAnotherMachine(foreign);
  await copyFile(whole, incomplete);
  await truncate(incomplete, 14_000);
  // Nobody is writing it any more, so nobody has to be waited for.
  await utimes(incomplete, 0, 0);

  const { window } = await launch({
    files: [foreign, incomplete],
    environment: { TMPDIR: temporary, XDG_RUNTIME_DIR: '' },
  });
  await window.openTab('libforeign.so');
  await expect(window.symbol('reached')).toBeVisible();
  await expect(window.historyRows('rejected')).toContainText(/AArch64/);
  await window.openTab('libincomplete.so');
  await expect(window.historyRows('rejected')).toContainText(/not complete/);
  expect(await marks()).toEqual([]);

  // Had the others been run, their mark would be here as well.
  await window.drop([whole]);
  await expect(window.tab('libwhole.so')).toHaveAttribute('aria-selected', 'true');
  await expect(window.generationRow(1)).toBeVisible();
  expect(await marks()).toHaveLength(1);
});

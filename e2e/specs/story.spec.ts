import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';
import { systemLibrary } from '../support/system-library.ts';

test('the five-minute story: call, pin, rebuild, break, crash, look into a system library', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });

  await test.step('add(3, 4) is 7', async () => {
    await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
    await window.page.keyboard.press('Control+Enter');
    await expect(window.result).toContainText('7');
    await window.pinCall();
  });

  await test.step('after g++ the pinned call reads 7 → 12 without a click', async () => {
    await project.rebuild({ add: 'a * b', includes: '#include <iostream>' });
    await expect(window.generationRow(2)).toBeVisible();
    await expect(window.generationRow(2)).toContainText('add');
    await window.showDock('Pinned calls');
    await expect(window.pinned.getByRole('row', { name: /add\(3, 4\)/ })).toContainText(/7.*12/);
    await expect(window.argument('a')).toHaveValue('3');
    await window.call();
    await expect(window.result).toContainText('12');
  });

  await test.step('a broken build is refused with the loader’s own words', async () => {
    await project.rebuild({ add: 'scale_factor(a)', declarations: 'int scale_factor(int);' });
    await window.showDock('Reload history');
    await expect(window.historyRows('rejected').first()).toContainText('undefined symbol: scale_factor');
    await window.call();
    await expect(window.result).toContainText('12');
  });

  await test.step('a segmentation fault is a card, and everything is still there', async () => {
    await window.choose('boom', 'int boom(void)');
    await window.call();
    await expect(window.result).toContainText('SIGSEGV');
    await window.filter.fill('');
    await window.symbol('add').click();
    await expect(window.argument('b')).toHaveValue('4');
    await window.call();
    await expect(window.result).toContainText('12');
  });

  await test.step('libz.so.1 of the system opens and answers', async () => {
    await window.drop([systemLibrary('libz.so.1')]);
    await expect(window.tab('libz.so.1')).toHaveAttribute('aria-selected', 'true');
    await window.choose('zlibVersion', 'const char *zlibVersion(void)');
    await window.call();
    await expect(window.result).toContainText(/"1\.\d+/);
    await window.tab('libctest.so').click();
    await expect(window.historyRows('rejected')).toHaveCount(1);
  });
});

test('the first start opens the sample with add ready to call', async ({ launch }) => {
  const { window } = await launch();
  await expect(window.tab('libctest.so')).toBeVisible();
  await expect(window.symbol('add')).toBeVisible();
  await expect(window.argument('a')).toHaveValue('3');
  await expect(window.argument('b')).toHaveValue('4');
  await window.page.keyboard.press('Control+Enter');
  await expect(window.result).toContainText('7');
});

test('a name that does not exist shows dlerror verbatim', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await window.prototype.fill('int nope(int a, int b)');
  await window.argument('a').fill('3');
  await window.argument('b').fill('4');
  await window.call();
  await expect(window.result).toContainText('undefined symbol: nope');
});

import { join } from 'node:path';
import { expect } from '@playwright/test';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { samplePath } from '../../native-samples/samples.ts';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('everything has the name that people, scripts and screen readers know it by', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const button = (name: string) => window.page.getByRole('button', { name });
  const choices = (name: string) => window.page.getByRole('combobox', { name }).getByRole('option');
  await expect(window.tabs).toBeVisible();
  await expect(button('Open library')).toBeEnabled();
  await expect(button('Reload')).toBeEnabled();
  await expect(window.releaseButton).toBeEnabled();
  await expect(window.watchSwitch).toBeChecked();
  await expect(choices('Run in')).toHaveText(['Isolated process', 'Main process']);
  await expect(choices('Reload strategy')).toHaveText(['Swap', 'Fresh process', 'Strict']);

  await test.step('form, result, call log and pinned calls', async () => {
    await window.choose('add', 'int add(int, int b)', { 'arg 1': '3', b: '4' });
    await window.call();
    await expect(window.result).toContainText('7');
    await window.pinCall();
    await window.showDock('Pinned calls');
    await expect(window.pinned.getByRole('row', { name: /add\(3, 4\)/ })).toBeVisible();
    await window.showDock('Call log');
    await expect(window.callLog.getByRole('row', { name: /add/ })).toBeVisible();
    await window.showDock('Reload history');
    await expect(window.history.getByRole('row', { name: /loaded/ })).toHaveAttribute('data-generation', '1');
  });

  await test.step('the grid counts its rows after filtering', async () => {
    await window.filter.fill('greet');
    await expect(window.symbols).toHaveAttribute('aria-rowcount', '1');
    await window.filter.fill('no such name');
    await expect(window.symbols).toHaveAttribute('aria-rowcount', '0');
  });

  await test.step('a row’s name begins with the demangled name', async () => {
    await window.drop([samplePath('symbols/mangled-names')]);
    const rows = window.symbols.getByRole('row');
    await expect(rows.filter({ hasText: 'sum' })).toHaveAccessibleName(
      /^shapes::flat::Point::sum\(\) const /,
    );
    await button('Demangled').click();
    await expect(rows.filter({ hasText: 'sum' })).toHaveAccessibleName(/^_ZNK6shapes4flat5Point3sumEv /);
  });
});

test('a long name is clipped wherever it stands, and a short scope stands before its name', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'libnames.so');
  const name = `long_${'name_'.repeat(79)}`;
  const scoped = 'namespace ns { int f(int a, int b, int c, int d) { return a + b + c + d; } }';
  await buildLibrary(`extern "C" int ${name}(int a) { return a; } ${scoped}`, library, ['-g']);
  const { window } = await launch({ files: [library] });
  await window.select(name);
  for (const value of ['1', '2']) {
    await window.argument('a').fill(value);
    await window.call();
    await expect(window.result).toContainText(value);
  }
  const earlier = window.callForm.getByRole('heading', { name: /^Earlier calls/ });
  await expect(earlier).toHaveAttribute('title', name);
  const hidden = await window.callForm.evaluate((form) => form.scrollWidth - form.clientWidth);
  expect(hidden).toBe(0);

  await window.filter.fill('');
  const scopedRow = window.symbol('ns::f(int, int, int, int)');
  const scope = await scopedRow.locator('code > span').first().boundingBox();
  const rest = await scopedRow.locator('code > span').last().boundingBox();
  expect(scope?.width).toBeLessThan(40);
  expect(rest?.x).toBeCloseTo((scope?.x ?? 0) + (scope?.width ?? 0), 0);
});

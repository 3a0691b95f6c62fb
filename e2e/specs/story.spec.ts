import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { OwnCheckout } from '../support/own-checkout.ts';
import { SumProject } from '../support/sum-project.ts';
import { systemLibrary } from '../support/system-library.ts';

const run = promisify(execFile);

test('the five-minute story: call, pin, rebuild, break, crash, look into a system library', async ({
  folder,
  launch,
}) => {
  const checkout = await OwnCheckout.create(folder);
  const { window } = await launch({ checkout: checkout.folder });
  const { page } = window;
  const pid = page.locator('.identity-pid code');
  const pinnedAdd = window.pinned.getByRole('row', { name: /add\(3, 4\)/ });
  /** Runs what the window says, letter for letter, as in a terminal. */
  const rebuild = async () =>
    run('sh', ['-c', (await page.locator('.guide-command code').textContent()) ?? '']);

  await test.step('the window opens on the sample', async () => {
    await expect(window.tab('libctest.so')).toHaveAttribute('aria-selected', 'true');
    await expect(window.generationRow(1)).toBeVisible();
    await expect(page.getByRole('combobox', { name: 'Reload strategy' })).toHaveValue('swap');
  });

  await test.step('add is there with its two arguments; 3, 4 and Ctrl+Enter give 7; it is pinned', async () => {
    await window.select('add');
    await window.argument('a').fill('3');
    await window.argument('b').fill('4');
    await window.press('Control+Enter');
    await expect(window.result).toContainText('7');
    await window.pinCall();
    await window.showDock('Pinned calls');
    await expect(pinnedAdd).toContainText('7');
  });

  const before = await pid.textContent();
  await test.step('a * b and the one line of the window: nothing was clicked, and the pinned call reads 7 → 12', async () => {
    await checkout.change('return a + b;', 'return a * b;');
    await rebuild();
    await expect(pinnedAdd).toContainText(/7.*12/);
    await expect(window.argument('a')).toHaveValue('3');
    await expect(pid).toHaveText(before ?? '');
  });

  await test.step('the history has #2 with the new inode, its build-id and the function that changed', async () => {
    await window.showDock('Reload history');
    const row = window.generationRow(2);
    const { ino } = await stat(checkout.library);
    await expect(row).toContainText(`${ino} · ${(await buildIdOf(checkout.library)).slice(0, 8)}`);
    // One function changed, and no more than that.
    await expect(row).toContainText(/code of add(?!,| and)/);
    await expect(row).toContainText('1 pinned call 7 → 12');
    await expect(await window.detailsOf(2)).toContainText('Build #1 is gone');
    await window.call();
    await expect(window.result).toContainText(/12.*build #2/);
  });

  await test.step('a broken build: the loader’s own words and what they mean; #2 still answers', async () => {
    await checkout.change('int add(', 'int scale_factor(int);\nint add(');
    await checkout.change('return a * b;', 'return scale_factor(a);');
    await rebuild();
    const rejected = window.historyRows('rejected').first();
    await expect(rejected).toContainText('libctest.so: undefined symbol: scale_factor');
    await rejected.getByRole('button', { name: /^Details/ }).click();
    await expect(window.history.locator('.details').first()).toContainText(
      'neither it nor a library it needs defines that name',
    );
    await window.call();
    await expect(window.result).toContainText(/12.*build #2/);
    await expect(pid).toHaveText(before ?? '');
  });

  await test.step('boom: a card that names SIGSEGV, and everything else is still there', async () => {
    await window.select('boom');
    await window.call();
    await expect(window.result).toContainText('SIGSEGV');
    await window.select('add');
    await expect(window.argument('a')).toHaveValue('3');
    await expect(window.argument('b')).toHaveValue('4');
    await window.call();
    await expect(window.result).toContainText(/12.*build #2/);
    await window.showDock('Pinned calls');
    await expect(pinnedAdd).toContainText('12');
  });

  await test.step('libz.so.1 of the system: its symbols, and zlibVersion answers', async () => {
    const zlib = systemLibrary('libz.so.1');
    await window.drop([zlib]);
    await expect(window.tab('libz.so.1')).toHaveAttribute('aria-selected', 'true');
    await window.filter.fill('');
    await expect(window.symbols).toHaveAttribute('aria-rowcount', String(await exportCountOf(zlib)));
    await window.choose('zlibVersion', 'const char *zlibVersion(void)');
    await window.call();
    await expect(window.result).toContainText(/"1\.\d+/);
    await window.tab('libctest.so').click();
    await window.showDock('Reload history');
    await expect(window.historyRows('rejected')).toHaveCount(1);
  });
});

async function buildIdOf(library: string): Promise<string> {
  const { stdout } = await run('readelf', ['--notes', library]);
  return /Build ID: ([0-9a-f]+)/.exec(stdout)?.[1] ?? 'no build-id';
}

/** Symbols that the library defines for others, by the reference tool. */
async function exportCountOf(library: string): Promise<number> {
  const { stdout } = await run('nm', ['-D', '--defined-only', library]);
  return stdout.trimEnd().split('\n').length;
}

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

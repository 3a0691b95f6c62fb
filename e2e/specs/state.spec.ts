import { join } from 'node:path';
import { expect } from '@playwright/test';
import { buildLibrary, buildSample } from '../../native-samples/build-library.ts';
import { test } from '../support/inspector.ts';
import type { InspectorWindow } from '../support/inspector-window.ts';

const tickingSource = `
  #include <pthread.h>
  #include <unistd.h>
  struct ticks { int limit; volatile int count; };
  ticks ticker = {1000000, 0};
  static void *tick(void *) { for (;;) { ticker.count = ticker.count + 1; usleep(20000); } }
  __attribute__((constructor)) static void start() {
    pthread_t thread;
    pthread_create(&thread, nullptr, tick, nullptr);
    pthread_detach(thread);
  }
  extern "C" int count() { return ticker.count; }
`;

function build(library: string, version: number): Promise<void> {
  return buildSample('reloading/state', library, ['-g', `-DVERSION=${version}`]);
}

async function callTimes(window: InspectorWindow, symbol: string, times: number): Promise<void> {
  await window.select(symbol);
  for (let calls = 1; calls <= times; calls += 1) {
    await window.call();
    await expect(window.result).toContainText(String(calls));
  }
}

function variable(window: InspectorWindow, name: string) {
  return window.page.getByRole('table', { name: 'Variables' }).getByRole('row').filter({ hasText: name });
}

test('a counter at 5 is told as reset by the next build', async ({ folder, launch }) => {
  const library = join(folder, 'libstate.so');
  await build(library, 1);
  const { window } = await launch({ files: [library] });
  await window.showDock('State');
  await expect(variable(window, 'count()::calls')).toContainText('0');
  await callTimes(window, 'count', 5);
  await expect(variable(window, 'count()::calls')).toContainText(/5.*changed/);
  await build(library, 2);
  await expect(variable(window, 'count()::calls')).toContainText(/0.*reset/);
  await window.showDock('Reload history');
  await expect(window.generationRow(2)).toContainText('1 variable reset');
  await expect(await window.detailsOf(2)).toContainText('1 variable was reset: count()::calls 5 → 0.');
});

test('a value that a thread of the library changes is followed, and what was opened stays open', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'libticking.so');
  await buildLibrary(tickingSource, library, ['-g', '-pthread']);
  const { window } = await launch({ files: [library] });
  await window.showDock('State');
  await variable(window, 'ticker').getByRole('button', { name: 'ticker' }).click();
  const seconds = window.page.getByRole('region', { name: 'Value of ticker' }).getByText(/^\d+$/).last();
  const first = Number(await seconds.textContent());
  await expect.poll(async () => Number(await seconds.textContent())).toBeGreaterThan(first);
  const second = Number(await seconds.textContent());
  await expect.poll(async () => Number(await seconds.textContent())).toBeGreaterThan(second);
});

test('a counter that is carried goes on after the next build', async ({ folder, launch }) => {
  const library = join(folder, 'libstate.so');
  await build(library, 1);
  const { window } = await launch({ files: [library] });
  await window.showDock('State');
  await window.page.getByRole('checkbox', { name: 'Carry count()::calls' }).check();
  await callTimes(window, 'count', 5);
  await build(library, 2);
  await expect(variable(window, 'count()::calls')).toContainText(/5.*carried/);
  await window.call();
  await expect(window.result).toContainText(/6.*build #2/);
});

test('hooks keep what lies on the heap over a swap', async ({ folder, launch }) => {
  const library = join(folder, 'libstate.so');
  await build(library, 1);
  const { window } = await launch({ files: [library] });
  await window.showDock('State');
  await window.page.getByRole('combobox', { name: 'Hook before a reload' }).fill('save');
  await window.page.getByRole('combobox', { name: 'Hook after a reload' }).fill('restore');
  await window.press('Enter');
  await window.select('remember');
  await window.argument('value').fill('7');
  await window.call();
  await expect(window.result).toContainText('7');
  await build(library, 2);
  await window.showDock('Reload history');
  await expect(window.generationRow(2)).toBeVisible();
  await window.select('recall');
  await window.call();
  await expect(window.result).toContainText(/7.*build #2/);
});

test('a hook that crashes is an entry, and the build before goes on', async ({ folder, launch }) => {
  const library = join(folder, 'libstate.so');
  await build(library, 1);
  const { window } = await launch({ files: [library] });
  await window.showDock('State');
  await window.page.getByRole('combobox', { name: 'Hook after a reload' }).fill('absent');
  await window.press('Enter');
  await expect(window.page.getByRole('tabpanel', { name: /^State/ }).getByRole('alert')).toContainText(
    'exports no absent',
  );
  await window.page.getByRole('combobox', { name: 'Hook after a reload' }).fill('crash');
  await window.press('Enter');
  await window.showDock('Reload history');
  await build(library, 2);
  await expect(window.historyRows('crashed')).toContainText('#1 still answers');
  await callTimes(window, 'count', 1);
  await expect(window.result).toContainText('build #1');
});

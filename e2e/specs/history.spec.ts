import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElectronApplication, expect, type Page } from '@playwright/test';
import { writeHistory } from '../support/history-file.ts';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

/** Answers main's save dialog with this file. */
async function saveAs(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, file);
}

test('the history is filtered by verdict and by text, and the filter can be cleared', async ({
  folder,
  profile,
  launch,
}) => {
  const project = await SumProject.create(folder);
  await writeHistory(profile, project.library, 80);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(81)).toBeVisible();
  await expect(window.historyRows()).toHaveCount(81);

  await window.verdictChip('rejected').click();
  await expect(window.historyRows('rejected')).toHaveCount(10);
  await expect(window.historyRows('loaded')).toHaveCount(0);
  await expect(window.page.getByText('10 of 81 entries')).toBeVisible();
  await window.verdictChip('crashed').click();
  await expect(window.historyRows()).toHaveCount(20);

  await window.historyFilter.fill('missing_4');
  await expect(window.historyRows()).toHaveCount(2);
  await expect(window.historyRows('rejected').first()).toContainText('undefined symbol: missing_44');
  await window.historyFilter.fill('no such thing');
  await expect(window.page.getByText('No entry matches')).toBeVisible();
  await window.page.getByRole('button', { name: 'Clear filter' }).click();
  await expect(window.historyRows()).toHaveCount(81);

  await test.step('a generation, a name that no row shows, a note and a build-id are found', async () => {
    for (const [text, generation] of [
      ['#41', 41],
      ['fourth_17', 17],
      ['note of 25', 25],
      ['eee31', 49],
      ['added_in_40', 40],
    ] as const) {
      await window.historyFilter.fill(text);
      await expect(window.generationRow(generation)).toBeVisible();
      await expect(window.historyRows(), text).toHaveCount(1);
    }
  });

  await test.step('the filter and what is open are there after a look at another tab', async () => {
    await window.detailsOf(40);
    await window.showDock('Pinned calls');
    await window.showDock('Reload history');
    await expect(window.historyFilter).toHaveValue('added_in_40');
    await expect(window.history.locator('.details')).toContainText('fourth_40');
  });
});

test('a window that stays open overnight says of what it shows that it was yesterday', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const dated = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/;
  const time = window.generationRow(1).getByTitle(dated);
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d$/);
  await window.page.clock.setFixedTime(Date.now() + 86_400_000);
  // The user comes back.
  await window.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')));
  await expect(time).toHaveText(/^(\d\d-\d\d \d\d:\d\d|\d{4}-\d\d-\d\d)$/);
  await expect(window.page.locator('.fact-changed')).toContainText(dated);
});

test('the timeline has a mark for each attempt and leads to its entry', async ({
  folder,
  profile,
  launch,
}) => {
  const project = await SumProject.create(folder);
  await writeHistory(profile, project.library, 80);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(81)).toBeVisible();
  const { timeline } = window;
  await expect(timeline.getByRole('button').last()).toHaveAccessibleName(/^#81 loaded, .*ms, /);

  await test.step('a press opens the entry', async () => {
    await timeline.getByRole('button', { name: /^#65 loaded/ }).click();
    await expect(window.generationRow(65)).toBeInViewport();
    await expect(window.history.locator('.details')).toContainText('fourth_65');
  });

  await test.step('it is one tab stop, arrow keys and Enter do the rest', async () => {
    await timeline.getByRole('button', { name: /^#65 loaded/ }).focus();
    await window.press('End');
    await expect(timeline.getByRole('button', { name: /^#81 loaded/ })).toBeFocused();
    await window.press('ArrowLeft');
    await window.press('ArrowLeft');
    await expect(timeline.getByRole('button', { name: /^fault/ }).last()).toBeFocused();
    await expect(timeline.locator('[tabindex="0"]')).toHaveCount(1);
    await window.press('Home');
    await window.press('Enter');
    const details = window.history.getByRole('button', { name: 'Details of build 1', exact: true });
    await expect(details).toBeFocused();
    await expect(details).toHaveAttribute('aria-expanded', 'true');
  });

  await test.step('the keyboard goes from row to row', async () => {
    await window.press('ArrowUp');
    await window.press('Enter');
    await expect(window.generationRow(2).getByRole('button')).toHaveAttribute('aria-expanded', 'true');
    await window.press('Home');
    await expect(window.generationRow(81).getByRole('button')).toBeFocused();
  });

  await test.step('it can be hidden, and stays hidden', async () => {
    await window.page.getByRole('button', { name: 'Timeline', exact: true }).click();
    await expect(timeline).toBeHidden();
    await window.showDock('Call log');
    await window.showDock('Reload history');
    await expect(window.history).toBeVisible();
    await expect(timeline).toBeHidden();
  });
});

test('the history is exported as JSON and as CSV, all of it or what is shown', async ({
  folder,
  profile,
  launch,
}) => {
  const project = await SumProject.create(folder);
  await writeHistory(profile, project.library, 80);
  const { app, window } = await launch({ files: [project.library] });
  await expect(window.generationRow(81)).toBeVisible();
  const exported = window.page.getByRole('status').filter({ hasText: 'exported' });

  await test.step('all of it as JSON', async () => {
    const file = join(folder, 'history.json');
    await saveAs(app, file);
    await window.exportHistory('All 81 entries as JSON…');
    await expect(exported).toContainText('81 entries were exported.');
    await expect(exported).toContainText(file);
    const { entries } = JSON.parse(await readFile(file, 'utf8'));
    expect(entries).toHaveLength(81);
    expect(entries[0]).toMatchObject({ generation: 81, verdict: 'loaded' });
    expect(entries[1].after.identity).toMatchObject({ ino: '9000080', mtimeNs: '1764421000123456789' });
  });

  await test.step('what is shown as CSV', async () => {
    const file = join(folder, 'history.csv');
    await saveAs(app, file);
    await window.verdictChip('rejected').click();
    await window.exportHistory('The 10 shown as CSV…');
    await expect(exported).toContainText('10 entries were exported.');
    const lines = (await readFile(file, 'utf8')).split('\r\n');
    expect(lines[0]).toMatch(/^at,duration_ms,generation,/);
    expect(lines).toHaveLength(12);
    expect(lines[1]).toContain('undefined symbol: missing_76');
  });

  await test.step('a folder that is not there is one sentence', async () => {
    await saveAs(app, join(folder, 'nowhere/history.csv'));
    await window.exportHistory('All 81 entries as CSV…');
    await expect(window.page.getByRole('alert')).toContainText('could not be exported');
  });
});

/** In the page: what passes from the change of the field to the frame after the one that shows so many rows. */
async function filterMs(page: Page, text: string, rows: number): Promise<number> {
  return page.evaluate(
    ([value, count]) =>
      new Promise<number>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('[aria-label="Filter history"]');
        const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        const startedAt = performance.now();
        const look = () => {
          const shown = document.querySelector('table[aria-label="Reload history"]');
          if (shown?.getAttribute('aria-rowcount') === String(count)) resolve(performance.now() - startedAt);
          else requestAnimationFrame(look);
        };
        setter?.call(field, value);
        field?.dispatchEvent(new Event('input', { bubbles: true }));
        requestAnimationFrame(look);
      }),
    [text, rows] as const,
  );
}

/** In the page: what passes from main's push of the next entry to the frame after the one that shows its row. */
async function pushToRowMs(page: Page, generation: number): Promise<{ readonly result: Promise<number> }> {
  const result = page.evaluate(
    (number) =>
      new Promise<number>((resolve) => {
        const { dlscope } = window as unknown as {
          readonly dlscope: { subscribe(channel: string, listener: () => void): () => void };
        };
        const unsubscribe = dlscope.subscribe('history:recorded', () => {
          const startedAt = performance.now();
          unsubscribe();
          const row = `[data-generation="${number}"][data-verdict="loaded"]`;
          const look = () => {
            if (document.querySelector(row) !== null) resolve(performance.now() - startedAt);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
      }),
    generation,
  );
  // Answered after the one above has begun to wait.
  await page.evaluate(() => null);
  return { result };
}

test('ten thousand entries stay quick', async ({ folder, profile, launch }, testInfo) => {
  const project = await SumProject.create(folder);
  const tell = (type: string, ms: number) => {
    testInfo.annotations.push({ type, description: `${Math.round(ms)} ms` });
    console.log(`${type}: ${Math.round(ms)} ms`);
  };
  const launched = async () => {
    const startedAt = performance.now();
    const running = await launch({ files: [project.library] });
    return { ...running, readyMs: performance.now() - startedAt };
  };
  const empty = await launched();
  tell('from the start to the ready window with an empty history', empty.readyMs);
  await empty.app.close();
  await writeHistory(profile, project.library, 10_000);
  const { window, readyMs } = await launched();
  tell('from the start to the ready window with 10,000 entries', readyMs);
  await expect(window.generationRow(10_001)).toBeVisible();
  // One more than is kept came in with the start, so the oldest went.
  await expect(window.history).toHaveAttribute('aria-rowcount', '10000');

  await test.step('the newest row is painted at once', async () => {
    const { result } = await pushToRowMs(window.page, 10_002);
    await project.rebuild({ add: 'a * b' });
    tell('from the push to the painted row', await result);
  });

  await test.step('the keyboard reaches the oldest entry, and its details', async () => {
    await window.generationRow(10_002).getByRole('button').focus();
    await window.press('End');
    const oldest = window.history.locator('[aria-rowindex="10000"]');
    await expect(oldest).toBeInViewport();
    await window.press('Enter');
    await expect(window.history.locator('.details')).toContainText(/said by 3|multiply_matrix|same build/);
    expect(await window.historyRows().count()).toBeLessThan(100);
  });

  await test.step('the filter finds one of them', async () => {
    tell(
      'from a keystroke in the filter to the painted rows, the first time',
      await filterMs(window.page, 'fourth_5001', 1),
    );
    tell(
      'from a keystroke in the filter to the painted rows, the second time',
      await filterMs(window.page, 'fourth_5009', 1),
    );
    await expect(window.generationRow(5009)).toBeVisible();
  });
});

test('the badge opens the entry that says why, in whatever state the history is', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  await expect(window.generationRow(1)).toBeVisible();
  await project.rebuild({ add: 'a + missing', declarations: 'extern int missing;' });
  await expect(window.freshness).toHaveAccessibleName(/Older build runs: undefined symbol/);
  await window.verdictChip('loaded').click();
  await expect(window.historyRows('rejected')).toHaveCount(0);
  await window.showDock('State');
  await window.freshness.hover();
  await expect(window.page.getByRole('tooltip')).toContainText('Its code uses missing');
  await window.freshness.click();
  const details = window.historyRows('rejected').getByRole('button', { name: /^Details/ });
  await expect(details).toBeFocused();
  await expect(details).toHaveAttribute('aria-expanded', 'true');
  await expect(window.history.locator('.details')).toContainText('undefined symbol: missing');
});

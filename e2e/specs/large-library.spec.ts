import { basename } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { llvm, systemLibrary } from '../support/system-library.ts';

/** Begins to note how long the page is busy at a stretch; the answer gives the longest in milliseconds, 0 for none above 50. */
async function noteLongTasks(page: Page): Promise<() => Promise<number>> {
  const longest = await page.evaluateHandle(() => {
    const noted = { ms: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) noted.ms = Math.max(noted.ms, duration);
    }).observe({ type: 'longtask' });
    return noted;
  });
  return async () => (await longest.jsonValue()).ms;
}

async function sizesInView(grid: Locator): Promise<readonly number[]> {
  const texts = await grid.locator('[role="gridcell"].cell-size').allTextContents();
  return texts.map(Number);
}

test('tens of thousands of symbols: the filter finds, sizes sort, the keyboard reaches the end', async ({
  launch,
}, testInfo) => {
  const library = systemLibrary(llvm, 'libstdc++.so.6');
  const { window } = await launch({ files: [library] });
  const { symbols } = window;
  await expect(window.tab(basename(library))).toHaveAttribute('aria-selected', 'true');
  await expect(symbols).toHaveAttribute('aria-rowcount', /^\d{4,}$/);
  const total = Number(await symbols.getAttribute('aria-rowcount'));

  await test.step('the filter finds', async () => {
    const longestMs = await noteLongTasks(window.page);
    await window.filter.pressSequentially('vector erase');
    await expect(symbols).not.toHaveAttribute('aria-rowcount', String(total));
    await expect(symbols.getByRole('row', { name: /vector.*erase|erase.*vector/i }).first()).toBeVisible();
    const description = `${Math.round(await longestMs())} ms with ${total} symbols`;
    testInfo.annotations.push({ type: 'longest task while typing in the filter', description });
    console.log(`longest task while typing in the filter: ${description}`);
    await window.press('Escape');
    await expect(symbols).toHaveAttribute('aria-rowcount', String(total));
  });

  await test.step('sizes sort', async () => {
    const header = symbols.getByRole('columnheader', { name: 'Size' });
    await header.getByRole('button').click();
    await header.getByRole('button').click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect.poll(async () => (await sizesInView(symbols))[0]).toBeGreaterThan(1000);
    const sizes = await sizesInView(symbols);
    expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
  });

  await test.step('the keyboard reaches the end', async () => {
    await symbols.focus();
    await window.press('End');
    const last = symbols.locator(`[role="row"][aria-rowindex="${total}"]`);
    await expect(last).toHaveAttribute('aria-selected', 'true');
    await expect(last).toBeInViewport();
  });
});

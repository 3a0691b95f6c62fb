import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';

test('every key of the legend does what it says', async ({ folder, launch }) => {
  const one = await SumProject.create(folder, 'one');
  const two = await SumProject.create(folder, 'two');
  const { app, window } = await launch({ files: [one.library] });
  const tabs = window.tabs.getByRole('tab');
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });

  await test.step('Ctrl+Enter calls', async () => {
    await window.press('Control+Enter');
    await expect(window.result).toContainText('7');
  });

  await test.step('Ctrl+F goes to the filter', async () => {
    await window.press('Control+f');
    await expect(window.filter).toBeFocused();
  });

  await test.step('Ctrl+R reloads once, and the page stays', async () => {
    await window.press('Control+r');
    await expect(window.generationRow(2)).toBeVisible();
    await one.rebuild({ add: 'a * b' });
    // A second reload by the same key would have taken this number.
    await expect(window.generationRow(3)).toBeVisible();
    await expect(window.historyRows()).toHaveCount(3);
    await expect(window.filter).toHaveValue('add');
  });

  await test.step('Ctrl+O opens what the dialog gives', async () => {
    await app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, two.library);
    await window.press('Control+o');
    await expect(tabs).toHaveCount(2);
    await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('Ctrl+Tab goes on to the next library, round and round', async () => {
    await window.press('Control+Tab');
    await expect(tabs.nth(0)).toHaveAttribute('aria-selected', 'true');
    await window.press('Control+Tab');
    await expect(tabs.nth(1)).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('F1 shows keys and legend, Escape leaves', async () => {
    const help = window.page.getByRole('dialog', { name: 'Keys and legend' });
    await window.press('F1');
    await expect(help).toContainText('Reload the library');
    await window.press('Escape');
    await expect(help).toBeHidden();
  });

  await test.step('Ctrl+W closes the library, not the window', async () => {
    await window.press('Control+w');
    await expect(tabs).toHaveCount(1);
    await expect(window.argument('a')).toHaveValue('3');
  });
});

import { join } from 'node:path';
import { expect } from '@playwright/test';
import { buildLibrary } from '../../native-samples/build-library.ts';
import { test } from '../support/inspector.ts';

const source = (members: string, result: string, more: string) => `
  struct point { ${members} };
  extern "C" {
    ${result} add(int a, int b) { return a + b; }
    int norm(const point *p) { return p->x * p->x + p->y * p->y; }
    int twice(int a) { return 2 * a; }
    ${more}
  }
`;

test('a rebuild tells what it changed, how much it matters, and which pinned calls it touches', async ({
  folder,
  launch,
}) => {
  const library = join(folder, 'libgeometry.so');
  await buildLibrary(source('int x, y;', 'int', 'int gone(void) { return 1; }'), library, ['-g']);
  const { window } = await launch({ files: [library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.call();
  await window.pinCall();
  await buildLibrary(source('int x, y, z;', 'long', 'int fresh(void) { return 2; }'), library, ['-g']);
  const row = window.generationRow(2);
  await expect(row).toContainText('2 breaking');
  await expect(row).toContainText('1 risky');
  await expect(row).toContainText('1 pinned call touched');
  const details = await window.detailsOf(2);
  await expect(details.getByRole('listitem').filter({ hasText: 'returns long now' })).toContainText(
    /breaking.*add returns long now, was int\. Touches the pinned call add\(3, 4\)/,
  );
  await expect(details).toContainText('The function gone is gone.');
  await expect(details).toContainText('point grew from 8 to 12 bytes: z was added at 8');
  await window.filter.fill('');
  await expect(window.symbol('add')).toContainText('prototype');
  await expect(window.symbol('norm')).toContainText('layout');
  await expect(window.symbol('fresh')).toContainText('new');
  await expect(window.symbol('twice').locator('.cell-change')).toBeEmpty();
  const header = window.symbols.getByRole('columnheader', { name: /^This build/ });
  await header.getByRole('button').click();
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await expect(window.symbols.locator('[data-symbol]')).toHaveText([/^add/, /^norm/, /^fresh/, /^twice/]);
  await details.getByRole('button', { name: 'Compare build 1 with build 2 side by side' }).click();
  const compared = window.page.getByRole('table', { name: 'Builds side by side' });
  const layout = compared.getByRole('row').filter({ hasText: 'point grew' });
  await expect(layout.getByRole('cell').nth(2)).toHaveText('0: int x\n4: int y\n8 bytes, alignment 4\n');
  await expect(layout.getByRole('cell').nth(3).locator('.differs')).toHaveText([
    '8: int z\n',
    '12 bytes, alignment 4\n',
  ]);
  await window.page.getByRole('searchbox', { name: 'Filter changes' }).fill('gone');
  await expect(compared.locator('tbody').getByRole('row')).toHaveCount(1);
  await window.page.getByRole('button', { name: 'Swap sides' }).click();
  await expect(compared).toContainText('The function gone is new.');
});

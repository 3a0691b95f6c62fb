import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { answerSaveDialog } from '../support/dialogs.ts';
import { test } from '../support/inspector.ts';
import { PinnedList } from '../support/pinned-list.ts';
import { SumProject } from '../support/sum-project.ts';

const add = 'int add(int a, int b)';
const call = 'add(3, 4)';

test('a check goes red, names the build that broke it, and is green again with the build that mends it', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const list = new PinnedList(window);
  await window.choose('add', add, { a: '3', b: '4' });
  await window.call();
  await window.pinCall();
  await list.show();
  await list.expectResult(call, '7');
  await expect(list.row(call)).toHaveAttribute('data-state', 'green');
  await expect(list.summary).toContainText('1 of 1 check passes');

  await project.rebuild({ add: 'a * b' });
  await expect(list.row(call)).toHaveAttribute('data-state', 'red');
  await expect(list.row(call)).toContainText(/7.*12/);
  await expect(list.row(call)).toContainText(/red since #2.*Expected 7, got 12/);
  await expect(list.summary).toContainText(/0 of 1 check pass · 1 red since #2 · build [0-9a-f]{8}/);
  await project.rebuild({ add: 'a * b + 1' });
  await expect(list.row(call)).toContainText('13');
  await expect(list.row(call)).toContainText('red since #2');
  await window.showDock('Reload history');
  await expect(window.generationRow(2)).toContainText('broke 1 check: add(3, 4)');
  await expect(window.generationRow(3)).not.toContainText('broke');

  await project.rebuild({ add: 'b + a' });
  await list.show();
  await expect(list.row(call)).toHaveAttribute('data-state', 'green');
  await expect(list.row(call)).not.toContainText('since');
});

test('a pinned call that hangs is named in the form of another function, and those after it wait', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const list = new PinnedList(window);
  for (const b of ['4', '5']) {
    await window.choose('add', add, { a: '3', b });
    await window.call();
    await window.pinCall();
  }
  await window.choose('half', 'double half(double value)', { value: '3' });
  await window.call();
  await list.show();
  await project.rebuild({ add: '({ for (volatile int turns = 0;; turns = turns + 1) {} 0; })' });
  await expect(window.result).toContainText('Running add');
  await expect(window.result).toContainText('1.5');
  await expect(list.row('add(3, 4)')).toHaveAttribute('data-state', 'running');
  await expect(list.oldResult('add(3, 4)')).toHaveText('7 #1');
  await expect(list.newResult('add(3, 4)')).toHaveText('–');
  await expect(list.row('add(3, 5)')).toHaveAttribute('data-state', 'in-turn');
  await window.stop();
  await expect(list.row('add(3, 4)')).toHaveAttribute('data-state', 'failed');
  await expect(list.row('add(3, 5)')).toHaveAttribute('data-state', 'running');
  await window.stop();
  await expect(window.result).not.toContainText('Running');
});

test('a call that does not fit the build has an old result and no new one', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const list = new PinnedList(window);
  await window.choose('add', add, { a: '3', b: '4' });
  await window.call();
  await window.pinCall();
  await list.show();
  await project.rebuild({ add: 'a * b' });
  await expect(list.newResult(call)).toHaveText('12 #2');
  await project.rebuild({ add: 'a', declarations: '#define add added' });
  await expect(list.row(call)).toHaveAttribute('data-state', 'stale');
  await expect(list.oldResult(call)).toHaveText('12 #2');
  await expect(list.newResult(call)).toHaveText('not run');
});

test('what is unpinned leaves the keyboard on the row that takes its place', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const list = new PinnedList(window);
  for (const a of ['1', '2', '3']) {
    await window.choose('add', add, { a, b: '4' });
    await window.pinCall();
  }
  await list.show();
  for (const [unpinned, next] of [
    ['add(1, 4)', 'add(2, 4)'],
    ['add(3, 4)', 'add(2, 4)'],
  ] as const) {
    await list.unpin(unpinned);
    await expect(list.row(unpinned)).toHaveCount(0);
    await expect(list.call(next)).toBeFocused();
  }
  await list.unpin('add(2, 4)');
  await expect(list.rows).toHaveCount(0);
  await expect(window.page.getByRole('tabpanel', { name: /^Pinned calls/ })).toBeFocused();
});

test('what cannot be expected is said under the field, and the keyboard is enough', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const { window } = await launch({ files: [project.library] });
  const list = new PinnedList(window);
  await window.choose('add', add, { a: '3', b: '4' });
  await window.pinCall();
  await list.show();
  await list.write(call, 'seven');
  await expect(list.refusal).toContainText('What is expected does not fit int: "seven" is not a number');
  await list.field(call).fill('0x7');
  await window.press('Enter');
  await expect(list.field(call)).toBeHidden();
  await list.runAll();
  await expect(list.row(call)).toHaveAttribute('data-state', 'green');
  await list.change(call);
  await window.page.getByRole('button', { name: 'Expect nothing' }).click();
  await expect(list.row(call)).toHaveAttribute('data-state', 'first');
});

test('order and expectations are in the file, survive a restart, and are what the file says', async ({
  folder,
  launch,
}) => {
  const project = await SumProject.create(folder);
  const file = join(project.folder, 'libctest.calls.json');
  const first = await launch({ files: [project.library] });
  const list = new PinnedList(first.window);
  for (const a of ['1', '2', '3']) {
    await first.window.choose('add', add, { a, b: '4' });
    await first.window.call();
    await first.window.pinCall();
  }
  await list.show();
  await list.expectResult('add(1, 4)', '5');
  await answerSaveDialog(first.app, file);
  await first.window.page.getByRole('button', { name: 'Choose file…' }).click();
  await expect(first.window.page.getByText(file)).toBeVisible();
  await list.focus('add(3, 4)');
  await first.window.press('Alt+ArrowUp');
  await expect(list.rows.nth(1)).toContainText('add(3, 4)');
  await first.window.press('Alt+ArrowUp');
  await expect(list.rows.nth(0)).toContainText('add(3, 4)');
  // The keyboard keeps its place, also where the row itself is taken out and put in again.
  for (const place of [1, 2]) {
    await first.window.press('Alt+ArrowDown');
    await expect(list.rows.nth(place)).toContainText('add(3, 4)');
  }
  for (const place of [1, 0]) {
    await first.window.press('Alt+ArrowUp');
    await expect(list.rows.nth(place)).toContainText('add(3, 4)');
  }
  await list.moveDown('add(1, 4)');
  await expect(list.rows.nth(2)).toContainText('add(1, 4)');
  const order = [
    ['3', '4'],
    ['2', '4'],
    ['1', '4'],
  ];
  await expect.poll(async () => argumentsIn(await readFile(file, 'utf8'))).toEqual(order);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    library: 'libctest.so',
    pinned: [{}, {}, { symbol: 'add', prototype: add, expected: '5' }],
  });
  await first.app.close();

  const content = JSON.parse(await readFile(file, 'utf8'));
  content.pinned[0].expected = '8';
  await writeFile(file, JSON.stringify(content));
  const { window } = await launch();
  const again = new PinnedList(window);
  await again.show();
  await expect(again.rows).toContainText(['add(3, 4)', 'add(2, 4)', 'add(1, 4)']);
  await expect(again.row('add(1, 4)')).toHaveAttribute('data-state', 'green');
  await expect(again.row('add(3, 4)')).toHaveAttribute('data-state', 'red');
  await expect(again.row('add(3, 4)')).toContainText('Expected 8, got 7.');
});

function argumentsIn(text: string): unknown {
  const { pinned } = JSON.parse(text) as { readonly pinned: readonly { readonly arguments: unknown }[] };
  return pinned.map((call) => call.arguments);
}

import { expect } from '@playwright/test';
import { samplePath } from '../../native-samples/samples.ts';
import { ArgumentForm } from '../support/argument-form.ts';
import { test as base } from '../support/inspector.ts';
import type { InspectorWindow } from '../support/inspector-window.ts';

/** The window with the inventory, whose types its debug information tells: no test types one. */
const test = base.extend<{ window: InspectorWindow; form: ArgumentForm }>({
  window: async ({ launch }, use) => {
    const { window } = await launch({ files: [samplePath('typed/inventory')] });
    await use(window);
  },
  form: async ({ window }, use) => use(new ArgumentForm(window)),
});

test('the prototype stands there by itself, with the source line it comes from', async ({ window, form }) => {
  await window.select('divide');
  await expect(window.prototype).toHaveValue(
    'int divide(int dividend, int divisor, int *quotient, int *rest)',
  );
  await expect(form.badge).toHaveText(/^DWARF · inventory\.c:\d+$/);
});

test('a struct is filled in member by member and comes back as one', async ({ window, form }) => {
  await window.select('add_points');
  await form.fill({ 'a.x': '1', 'a.y': '2', 'b.x': '10', 'b.y': '-20' });
  await window.call();
  await expect(window.result).toContainText(/x: 11, y: -18/);
});

test('a nested struct is given through a pointer', async ({ window, form }) => {
  await window.select('weigh_config');
  await form.fill({
    'config.name': 'abc',
    'config.window.width': '2',
    'config.window.height': '3',
    'config.as_int': '4',
  });
  await form.addElements('config.corners', 2);
  await form.open('config.corners[1]');
  await form.fill({ 'config.corners[1].x': '5' });
  await form.give('config.tags', 'new list');
  await form.addElements('config.tags', 1);
  await form.fill({ 'config.tags[0]': 'old', 'config.tags[1]': 'rare' });
  await window.call();
  await expect(window.result).toContainText('204338');
});

test('a constant of an enum is chosen by its name', async ({ window, form }) => {
  await window.select('next_color');
  await form.fill({ color: 'GREEN' });
  await window.call();
  await expect(window.result).toContainText('BLUE');
});

test('what a function stores through its pointers is shown after the call', async ({ window, form }) => {
  await window.select('divide');
  await form.fill({ dividend: '17', divisor: '5' });
  await window.call();
  await expect(form.afterCall('quotient')).toContainText('3');
  await expect(form.afterCall('rest')).toContainText('2');
});

test('a buffer is made, filled by the function, and shown', async ({ window, form }) => {
  await window.select('fill');
  await form.give('buffer', 'new buffer');
  await form.fill({ 'buffer size': '12', size: '12' });
  await window.call();
  await expect(form.afterCall('buffer')).toContainText('00 01 02 03 04 05 06 07 08 09 0a 0b');
});

test('an array is filled in row by row', async ({ window, form }) => {
  await window.select('sum_array');
  await form.give('values', 'new array');
  await form.addElements('values', 2);
  await form.fill({ 'values[0]': '100', 'values[1]': '20', 'values[2]': '3', count: '3' });
  await window.call();
  await expect(window.result).toContainText('123');
});

test('a list of texts is given to char **', async ({ window, form }) => {
  await window.select('join_texts');
  await form.give('texts', 'new list');
  await form.addElements('texts', 1);
  await form.fill({ 'texts[0]': 'grün', 'texts[1]': 'blau', separator: ' + ' });
  await window.call();
  await expect(window.result).toContainText('"grün + blau"');
});

test('a callback returns what was chosen, and its calls are listed', async ({ window, form }) => {
  await window.select('visit_items');
  await form.give('items', 'new array');
  await form.addElements('items', 2);
  await form.fill({ count: '3' });
  await form.field('visit.returns[0]').click();
  await form.addElements('visit.returns', 1);
  await form.give('context', 'NULL');
  await window.call();
  await expect(window.result).toContainText(/^1size_t/);
  await expect(form.callsOf('visit').locator('tbody tr')).toHaveCount(2);
});

test('a function of the library is the comparator of another', async ({ window, form }) => {
  await window.select('sort_values');
  await form.giveBytes('base', '03 00 00 00 01 00 00 00 02 00 00 00');
  await form.fill({ count: '3', size: '4' });
  await form.give('compare', 'function');
  await form.fill({ compare: 'compare_ints_up' });
  await window.call();
  await expect(form.afterCall('base')).toContainText('01 00 00 00 02 00 00 00 03 00 00 00');
});

test('a variadic function takes as many arguments as are added', async ({ window, form }) => {
  await window.select('format_text');
  await form.fill({ 'text size': '64', size: '64', format: '%s: %d at %.2f' });
  await form.addArgument('arg 4', 'const char *', 'lamps');
  await form.addArgument('arg 5', 'int', '-7');
  await form.addArgument('arg 6', 'double', '12.5');
  await window.call();
  await expect(window.result).toContainText(/^18int/);
  await expect(form.afterCall('text')).toContainText('lamps: -7 at 12.50');
});

test('a handle is saved under a name and used until it is closed', async ({ window, form }) => {
  await window.select('stock_open');
  await form.fill({ name: 'lamps' });
  await window.call();
  await form.saveResult('stock');

  await window.select('stock_add');
  await form.giveSaved('stock', 'stock');
  await form.fill({ 'item.id': '7', 'item.name': 'lamp', 'item.price': '12.5' });
  await window.call();
  await expect(window.result).toContainText(/^1int/);
  await window.call();
  await expect(window.result).toContainText(/^2int/);

  await window.select('stock_item');
  await form.giveSaved('stock', 'stock');
  await form.fill({ index: '1' });
  await window.call();
  await expect(window.result).toContainText('lamp');

  await window.select('stock_count');
  await form.giveSaved('stock', 'stock');
  await window.call();
  await expect(window.result).toContainText(/^2size_t/);

  await window.select('stock_close');
  await form.giveSaved('stock', 'stock');
  await window.call();
  await expect(window.result).toHaveAttribute('data-outcome', 'returned');
});

test('a value that does not fit is named by its field, and nothing is called', async ({ window, form }) => {
  await window.select('weigh_config');
  await form.fill({ 'config.window.width': 'wide' });
  await window.call();
  await expect(form.field('config.window.width')).toHaveAccessibleDescription(
    /config\.window\.width: .*wide/,
  );
  await expect(form.field('config.window.width')).toBeFocused();
  await expect(window.result).toHaveAttribute('data-outcome', 'idle');
});

test('NULL is passed for an empty pointer only after a question', async ({ window, form }) => {
  await window.select('checksum');
  await form.fill({ size: '0' });
  await window.call();
  await expect(form.question).toContainText('buffer is empty. Pass NULL?');
  await expect(window.result).toHaveAttribute('data-outcome', 'idle');
  await form.question.getByRole('button', { name: 'Call with NULL' }).click();
  await expect(window.result).toContainText(/^0/);
  await expect(form.field('buffer')).toHaveValue('NULL');
});

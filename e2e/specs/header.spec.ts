import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { realLibrary } from '../../native-samples/real-libraries.ts';
import { ArgumentForm } from '../support/argument-form.ts';
import { test } from '../support/inspector.ts';
import { systemLibrary } from '../support/system-library.ts';

const text = 'the same words, the same words, the same words again';

test('zlib of the system compresses a buffer and gives it back, with the types of its header', async ({
  launch,
}) => {
  const header = join(realLibrary('zlib').headers, 'zlib.h');
  let packed = '';
  await test.step('the header gives the prototypes', async () => {
    const { window, app } = await launch({ files: [systemLibrary('libz.so.1')] });
    const form = new ArgumentForm(window);
    await window.select('compress');
    await window.drop([header]);
    await expect(form.badge).toHaveText(/^header · zlib\.h:\d+$/);
    await form.give('dest', 'new buffer');
    await form.chooseDirection('dest', 'out');
    await form.fill({ 'dest size': '64' });
    await form.giveArgument('destLen', '{"$inout": 64}');
    await form.giveArgument('source', JSON.stringify({ $text: text }));
    await form.fill({ sourceLen: String(text.length) });
    await window.call();
    await expect(window.result).toContainText(/^0int/);
    await expect(form.afterCall('destLen')).toContainText(/destLen *\d\d/);
    packed = await form.hexAfterCall('dest');
    await app.close();
  });
  await test.step('which is remembered', async () => {
    const { window } = await launch();
    const form = new ArgumentForm(window);
    await window.select('uncompress');
    await expect(form.badge).toHaveText(/^header · zlib\.h:\d+$/);
    await form.giveArgument('dest', '{"$out": {"$size": 64}}');
    await form.giveArgument('destLen', '{"$inout": 64}');
    await form.giveArgument('source', JSON.stringify({ $hex: packed }));
    await form.fill({ sourceLen: String(packed.split(' ').length) });
    await window.call();
    await expect(form.afterCall('destLen')).toContainText(String(text.length));
    const bytes = Buffer.from((await form.hexAfterCall('dest')).replaceAll(' ', ''), 'hex');
    expect(bytes.subarray(0, text.length).toString()).toBe(text);
  });
});

test('what of a header cannot be read is listed with its line, and the rest works', async ({
  folder,
  launch,
}) => {
  const header = join(folder, 'odd.h');
  await writeFile(header, 'const char *zlibVersion(void);\n\nint broken(;\n');
  const { window } = await launch({ files: [systemLibrary('libz.so.1')] });
  await window.select('zlibVersion');
  await window.drop([header]);
  await expect(window.prototype).toHaveValue('const char *zlibVersion(void)');
  await window.call();
  await expect(window.result).toContainText(/"1\.\d+/);
  await window.showDock('File');
  const sources = window.page.getByRole('region', { name: 'Prototypes come from' });
  await expect(sources).toContainText('odd.h');
  await expect(sources).toContainText('1 function declared');
  await sources.getByText('1 thing not understood').click();
  await expect(sources).toContainText(/line 3/i);
});

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from '../support/inspector.ts';
import { SumProject } from '../support/sum-project.ts';
import { llvm, systemLibrary } from '../support/system-library.ts';

test('several libraries keep their own arguments, results and histories', async ({ folder, launch }) => {
  const one = await SumProject.create(folder, 'one');
  const two = await SumProject.create(folder, 'two');
  const { window } = await launch({ files: [one.library] });
  await window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await window.drop([two.library, systemLibrary('libm.so.6')]);
  await expect(window.tabs.getByRole('tab')).toHaveCount(3);
  await expect(window.tabs.getByRole('tab').first()).toHaveAccessibleName(/^libctest\.so one /);
  await expect(window.tabs.getByRole('tab').nth(1)).toHaveAccessibleName(/^libctest\.so two /);
  await window.openTab('libm.so.6');
  await window.choose('cos', 'double cos(double x)', { x: '0' });
  await window.call();
  await expect(window.result).toContainText('1');
  await window.tabs.getByRole('tab').first().click();
  await expect(window.argument('a')).toHaveValue('3');
  await two.rebuild({ add: 'a * b' });
  await window.tabs.getByRole('tab').nth(1).click();
  await expect(window.generationRow(2)).toBeVisible();
  await window.tabs.getByRole('tab').first().click();
  await expect(window.historyRows('loaded')).toHaveCount(1);
});

test('arguments, pinned calls and history are there after a restart', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const first = await launch({ files: [project.library] });
  await first.window.choose('add', 'int add(int a, int b)', { a: '3', b: '4' });
  await first.window.call();
  await expect(first.window.result).toContainText('7');
  await first.window.pinCall();
  await project.rebuild({ add: 'a * b' });
  await expect(first.window.generationRow(2)).toBeVisible();
  await first.app.close();

  const { window } = await launch();
  await expect(window.tab('libctest.so')).toBeVisible();
  await expect(window.argument('a')).toHaveValue('3');
  await expect(window.generationRow(1)).toBeVisible();
  await expect(window.generationRow(2)).toBeVisible();
  await expect(window.generationRow(3)).toBeVisible();
  await window.showDock('Pinned calls');
  await expect(window.pinned.getByRole('row', { name: /add\(3, 4\)/ })).toContainText('12');
});

test('what is not a library gets one clear sentence and costs nothing', async ({ folder, launch }) => {
  const project = await SumProject.create(folder);
  const text = join(folder, 'notes.txt');
  const subfolder = join(folder, 'empty');
  await writeFile(text, 'not a library\n');
  await mkdir(subfolder);
  const { window } = await launch({ files: [project.library] });
  await window.drop([text]);
  await expect(window.page.getByText(/not an ELF/i)).toBeVisible();
  await expect(window.page.getByText(text)).toBeVisible();
  await window.drop([subfolder]);
  await expect(window.page.getByText(/is a folder/i)).toBeVisible();
  await window.press('Escape');
  await expect(window.page.getByText(/is a folder/i)).toBeHidden();
  await expect(window.page.getByText(/not an ELF/i)).toBeVisible();
  await window.press('Escape');
  await expect(window.page.getByText(/not an ELF/i)).toBeHidden();
  await expect(window.tabs.getByRole('tab')).toHaveCount(1);
});

interface SystemCase {
  readonly files: readonly (string | RegExp)[];
  readonly symbol: string;
  readonly prototype: string;
  readonly values: Readonly<Record<string, string>>;
  readonly shows: RegExp;
}

const systemCases: readonly SystemCase[] = [
  {
    files: ['libz.so.1'],
    symbol: 'crc32',
    prototype: 'unsigned long crc32(unsigned long crc, const char *data, unsigned int length)',
    values: { crc: '0', data: '123456789', length: '9' },
    // The check value of CRC-32/ISO-HDLC.
    shows: /3421780262/,
  },
  {
    files: ['libm.so.6'],
    symbol: 'pow',
    prototype: 'double pow(double x, double y)',
    values: { x: '2', y: '10' },
    shows: /1024/,
  },
  {
    files: ['libcrypto.so.3', 'libcrypto.so.1.1'],
    symbol: 'OpenSSL_version_num',
    prototype: 'unsigned long OpenSSL_version_num(void)',
    values: {},
    shows: /0x0*[13]0/,
  },
  {
    files: [llvm],
    symbol: 'LLVMIsMultithreaded',
    prototype: 'int LLVMIsMultithreaded(void)',
    values: {},
    shows: /^[01]int/,
  },
];

test('libraries of the system open, filter and answer', async ({ launch }) => {
  const { window } = await launch();
  for (const { files, symbol, prototype, values, shows } of systemCases) {
    await test.step(`${symbol} of ${String(files[0])}`, async () => {
      const library = systemLibrary(...files);
      await window.drop([library]);
      await expect(window.tab(basename(library))).toHaveAttribute('aria-selected', 'true');
      await window.choose(symbol, prototype, values);
      await window.call();
      await expect(window.result).toContainText(shows);
    });
  }
});

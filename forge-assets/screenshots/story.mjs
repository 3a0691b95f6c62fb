import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../setup/repository.mjs';

const original = readFileSync(inRepository('native-samples/shared_sum.cpp'), 'utf8');

const variants = {
  sum: original,
  product: original.replace('return a + b;', 'return a * b;'),
  broken: original
    .replace('return a + b;', 'return scale_factor(a) * b;')
    .replace('extern "C" {', 'extern "C" {\nint scale_factor(int value);\n'),
};

/**
 * A project as a user has it: its source in `~/game`, its library in `~/game/build`.
 * @param {string} home
 */
export function createProject(home) {
  const folder = join(home, 'game');
  const source = join(folder, 'shared_sum.cpp');
  const library = join(folder, 'build/libctest.so');
  mkdirSync(join(folder, 'build'), { recursive: true });
  return {
    library,
    /** @param {keyof typeof variants} variant */
    build(variant) {
      writeFileSync(source, variants[variant]);
      execFileSync('g++', ['-g', '-fPIC', '-shared', '-Wl,--build-id', source, '-o', library]);
    },
  };
}

/**
 * Plays the README's story up to the moment at which 7 has become 12, with a rejected build in between.
 * @param {import('@playwright/test').Page} page
 * @param {ReturnType<typeof createProject>} project
 */
export async function playStory(page, project) {
  const form = page.getByRole('form', { name: 'Call' });
  await page
    .getByRole('grid', { name: 'Exported symbols' })
    .getByRole('row', { name: /^add\s/ })
    .click();
  await form.getByLabel('a', { exact: true }).fill('3');
  await form.getByLabel('b', { exact: true }).fill('4');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status', { name: 'Result' }).getByText('7', { exact: true }).waitFor();
  await form.getByRole('button', { name: 'Pin call' }).click();
  project.build('broken');
  await page.locator('[data-verdict="rejected"]').waitFor();
  project.build('product');
  await page.locator('[data-generation="2"][data-verdict="loaded"]').getByText('7 → 12').waitFor();
  await form.getByLabel('b', { exact: true }).focus();
}

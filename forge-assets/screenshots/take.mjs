// Takes the pictures of the README: `node forge-assets/screenshots/take.mjs [folder]`, as an ordinary user, plays the
// story in the program as it was built last and writes window-light.png and window-dark.png. Run it after a change of the window's look.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { presentElectron } from '../setup/electron.mjs';
import { inRepository, repositoryRoot } from '../setup/repository.mjs';
import { ensureSandbox } from '../setup/sandbox.mjs';
import { runCommandLine, SetupError } from '../setup/setup-error.mjs';
import { hasDisplay, startVirtualDisplay } from '../setup/virtual-display.mjs';
import { createProject, playStory } from './story.mjs';

const size = { width: 1280, height: 800 };

await runCommandLine(async () => {
  if (process.getuid?.() === 0) {
    throw new SetupError(
      'As root the window warns that it has no sandbox. Take the pictures as an ordinary user.',
    );
  }
  const folder = resolve(process.argv[2] ?? inRepository('forge-assets/screenshots'));
  const executable = presentElectron()?.executable;
  if (executable === undefined || !existsSync(inRepository('dist/main.js'))) {
    throw new SetupError('The program is not set up yet. Type npm start once, then this again.');
  }
  await ensureSandbox(executable);
  const display = hasDisplay(process.env) ? undefined : await startVirtualDisplay();
  try {
    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      await takePicture({
        executable,
        theme,
        file: join(folder, `window-${theme}.png`),
        env: display?.env ?? {},
      });
    }
  } finally {
    await display?.stop();
  }
});

/** @param {{ executable: string, theme: 'light' | 'dark', file: string, env: Record<string, string> }} picture */
async function takePicture({ executable, theme, file, env }) {
  const home = mkdtempSync(join(tmpdir(), 'dlscope-picture-'));
  const profile = join(home, '.config/dlscope');
  mkdirSync(profile, { recursive: true });
  const project = createProject(home);
  project.build('sum');
  const app = await _electron.launch({
    executablePath: executable,
    args: [repositoryRoot, `--user-data-dir=${profile}`, project.library],
    chromiumSandbox: true,
    colorScheme: theme,
    env: { ...definedVariables(), ...env, HOME: home },
  });
  try {
    const page = await app.firstWindow();
    await page.locator('html[data-app-state="ready"]').waitFor();
    await app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      size,
    );
    await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
    await playStory(page, project);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  } finally {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns {Record<string, string>} */
function definedVariables() {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

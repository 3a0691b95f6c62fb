import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { electronPath, repository } from './programs.ts';

const isRoot = process.getuid?.() === 0;

/** An Electron program whose page said that it is ready. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/** Starts the inspector with a profile of its own. */
export function startInspector(files: readonly string[]): Promise<RunningApp> {
  return start(repository, files);
}

/** Starts an Electron program that has nothing but a window with an empty page; `folder` is from `emptyApp`. */
export function startEmptyWindow(folder: string): Promise<RunningApp> {
  return start(folder, []);
}

async function start(folder: string, files: readonly string[]): Promise<RunningApp> {
  const profile = await mkdtemp(join(tmpdir(), 'dlscope-profile-'));
  const app = await electron.launch({
    executablePath: electronPath,
    args: [...(isRoot ? ['--no-sandbox'] : []), folder, `--user-data-dir=${profile}`, ...files],
    chromiumSandbox: !isRoot,
    env: environment(),
  });
  const page = await app.firstWindow();
  await page.locator('html[data-app-state="ready"]').waitFor();
  const close = async () => {
    await app.close();
    await rm(profile, { recursive: true, force: true });
  };
  return { app, page, close };
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(NODE_|npm_|PLAYWRIGHT)/.test(entry[0]),
  );
  return Object.fromEntries(entries);
}

const emptyMain = `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));
app.on('window-all-closed', () => app.quit());
`;
const emptyPage = '<!doctype html><html data-app-state="ready"><title>empty</title><body></body></html>';

/** Writes the empty program to a temporary folder. */
export async function emptyApp(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dlscope-empty-'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }),
  );
  await writeFile(join(folder, 'main.cjs'), emptyMain);
  await writeFile(join(folder, 'index.html'), emptyPage);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

import { type BrowserWindow, dialog } from 'electron';
import type { HistoryFormat } from '../contract/ipc.ts';

const allFiles = { name: 'All files', extensions: ['*'] };

/** Lets the user choose libraries; empty when the dialog was cancelled. */
export function chooseLibraries(window: BrowserWindow | null): Promise<readonly string[]> {
  return chooseFiles(window, {
    title: 'Open libraries',
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
    filters: [
      // The dialog matches the last extension only, and `libz.so.1.2` has a number there.
      allFiles,
      { name: 'Shared libraries (.so)', extensions: ['so'] },
    ],
  });
}

/** Lets the user choose headers; empty when the dialog was cancelled. */
export function chooseHeaders(window: BrowserWindow | null): Promise<readonly string[]> {
  return chooseFiles(window, {
    title: 'Add headers',
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
    filters: [{ name: 'C and C++ headers', extensions: ['h', 'hpp', 'hh', 'hxx', 'h.in'] }, allFiles],
  });
}

/** Lets the user choose the file that fills a buffer; null when the dialog was cancelled. */
export async function chooseBufferFile(window: BrowserWindow | null): Promise<string | null> {
  const chosen = await chooseFiles(window, {
    title: 'Choose the content of the buffer',
    properties: ['openFile', 'showHiddenFiles'],
  });
  return chosen[0] ?? null;
}

/** Lets the user choose where named and pinned calls are kept, a new file or one that is there; null when the dialog was cancelled. */
export async function chooseNamedFile(
  window: BrowserWindow | null,
  proposal: string,
): Promise<string | null> {
  return chooseFileToWrite(window, {
    title: 'Keep the named and pinned calls in a file',
    buttonLabel: 'Use this file',
    defaultPath: proposal,
    filters: [{ name: 'JSON', extensions: ['json'] }, allFiles],
  });
}

/** Lets the user choose where the reload history is written; null when the dialog was cancelled. */
export async function chooseExportFile(
  window: BrowserWindow | null,
  proposal: string,
  format: HistoryFormat,
): Promise<string | null> {
  return chooseFileToWrite(window, {
    title: 'Export the reload history',
    buttonLabel: 'Export',
    defaultPath: proposal,
    filters: [{ name: format.toUpperCase(), extensions: [format] }, allFiles],
  });
}

async function chooseFileToWrite(
  window: BrowserWindow | null,
  choices: Electron.SaveDialogOptions,
): Promise<string | null> {
  const options: Electron.SaveDialogOptions = { ...choices, properties: ['showHiddenFiles'] };
  const chosen = window ? await dialog.showSaveDialog(window, options) : await dialog.showSaveDialog(options);
  return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
}

async function chooseFiles(
  window: BrowserWindow | null,
  options: Electron.OpenDialogOptions,
): Promise<readonly string[]> {
  const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  return chosen.filePaths;
}

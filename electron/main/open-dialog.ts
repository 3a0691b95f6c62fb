import { type BrowserWindow, dialog } from 'electron';

/** Lets the user choose libraries; empty when the dialog was cancelled. */
export async function chooseLibraries(window: BrowserWindow | null): Promise<readonly string[]> {
  const options: Electron.OpenDialogOptions = {
    title: 'Open libraries',
    properties: ['openFile', 'multiSelections', 'showHiddenFiles'],
    filters: [
      // The dialog matches the last extension only, and `libz.so.1.2` has a number there.
      { name: 'All files', extensions: ['*'] },
      { name: 'Shared libraries (.so)', extensions: ['so'] },
    ],
  };
  const chosen = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options);
  return chosen.filePaths;
}

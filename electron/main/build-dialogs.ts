import { type BrowserWindow, dialog } from 'electron';
import type { TrustedBuild } from './build-trust.ts';
import { trustQuestion, wholeText } from './trust-question.ts';

/** Lets the user choose the folder that a build runs in; null when the dialog was cancelled. */
export async function chooseBuildFolder(window: BrowserWindow, proposal: string): Promise<string | null> {
  const chosen = await dialog.showOpenDialog(window, {
    title: 'Choose the folder of the build',
    defaultPath: proposal,
    properties: ['openDirectory', 'showHiddenFiles'],
  });
  return chosen.filePaths[0] ?? null;
}

/** Shows a command and the real folder that it would run in; true when the user trusts them. */
export async function askForTrust(window: BrowserWindow, build: TrustedBuild): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'warning',
    noLink: true,
    ...(await trustQuestion(build)),
  });
  return answer.response === 0;
}

/** Shows a command that is to open files from now on; true when the user wants it. */
export async function askForEditor(window: BrowserWindow, command: string): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Open files with this command?',
    message: 'Open files with this command?',
    detail: `${wholeText(command)}\n\nIt runs as you whenever a place in the output of a build is opened.`,
    buttons: ['Use this command', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return answer.response === 0;
}

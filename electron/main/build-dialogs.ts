import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { TrustedBuild } from './build-trust.ts';
import { visibleText } from './terminal-text.ts';

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
  const answer = await dialog.showMessageBox(window, await trustQuestion(build));
  return answer.response === 0;
}

/** Shows a command that is to open files from now on; true when the user wants it. */
export async function askForEditor(window: BrowserWindow, command: string): Promise<boolean> {
  const answer = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Open files with this command?',
    message: 'Open files with this command?',
    detail: `${visibleText(command)}\n\nIt runs as you whenever a place in the output of a build is opened.`,
    buttons: ['Use this command', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return answer.response === 0;
}

/** Command and folder come first and whole; what cannot be seen is written out, so that nothing is hidden in them. */
async function trustQuestion({ command, folder }: TrustedBuild): Promise<MessageBoxOptions> {
  const lines = [
    `Command:  ${visibleText(command)}`,
    `Folder:  ${visibleText(folder)}`,
    `Owner:  ${await ownerOf(folder)}`,
    '',
    'The command runs as you, with everything you may do. What it runs is decided by the files in the folder (a Makefile, scripts) as they are at each build. You are asked again when the command or the folder changes.',
  ];
  return {
    type: 'warning',
    title: 'Trust this folder for builds?',
    message: 'Trust this folder for builds?',
    detail: lines.join('\n'),
    buttons: ['Trust this folder for builds', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  };
}

async function ownerOf(folder: string): Promise<string> {
  const status = await stat(folder).catch(() => null);
  if (status === null) return 'unknown';
  const me = userInfo();
  const owner = status.uid === me.uid ? `you (${visibleText(me.username)})` : otherUser(status.uid);
  return (status.mode & 0o002) === 0 ? owner : `${owner}; every user of this machine may write to it`;
}

function otherUser(uid: number): string {
  return uid === 0 ? 'root' : `another user (number ${uid})`;
}

import { stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { TrustedBuild } from './build-trust.ts';
import { visibleText } from './terminal-text.ts';

/** What main's dialog asks; the first button is the one that agrees. */
export interface Question {
  readonly title: string;
  readonly message: string;
  readonly detail: string;
  readonly buttons: string[];
  readonly defaultId: number;
  readonly cancelId: number;
}

/** Longer than any command or path once all of it is escaped: what the user agrees to is never cut. */
const wholeLength = 100_000;

/** Text whose every character can be seen, without an end that is left out. */
export function wholeText(text: string): string {
  return visibleText(text, wholeLength);
}

/** Command and folder come first and whole; what cannot be seen is written out, so that nothing is hidden in them. */
export async function trustQuestion({ command, folder }: TrustedBuild): Promise<Question> {
  const lines = [
    `Command:  ${wholeText(command)}`,
    `Folder:  ${wholeText(folder)}`,
    `Owner:  ${await ownerOf(folder)}`,
    '',
    'The command runs as you, with everything you may do. What it runs is decided by the files in the folder (a Makefile, scripts) as they are at each build. You are asked again when the command or the folder changes.',
  ];
  return {
    title: 'Trust this folder for builds?',
    message: 'Trust this folder for builds?',
    detail: lines.join('\n'),
    buttons: ['Trust this folder for builds', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
  };
}

async function ownerOf(folder: string): Promise<string> {
  const status = await stat(folder).catch(() => null);
  if (status === null) return 'unknown';
  const me = userInfo();
  const owner = status.uid === me.uid ? `you (${wholeText(me.username)})` : otherUser(status.uid);
  return (status.mode & 0o002) === 0 ? owner : `${owner}; every user of this machine may write to it`;
}

function otherUser(uid: number): string {
  return uid === 0 ? 'root' : `another user (number ${uid})`;
}
